"""Where to see what an import wrote."""


def links_of(batch, resource, rows):
    """{line: address} of these stored rows, for what this person may open."""
    objects = {row.number: pk for row in rows if (pk := row.finding.get("object"))}
    wanted = {row.chunk for row in rows if row.is_treated}
    lines = {row.number for row in rows}
    for undo in batch.chunks.filter(number__in=wanted).only("undo"):
        objects |= {line: pk for line, pk, *_rest in undo.undo if line in lines}
    links = resource.links(set(objects.values()))
    return {line: links[pk] for line, pk in objects.items() if pk in links}
