"""Every address that the portal answers at, as the resolver knows them, with one example of each."""

import uuid
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import unquote

from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.urls.exceptions import Resolver404

from portal.accounts import gate

UNKNOWN = uuid.UUID("00000000-0000-4000-8000-000000000000")
# What may stand in a place of an address; the first that the pattern accepts is taken. None of them exists.
SAMPLES = ["999999", str(UNKNOWN), "inconnu", "live", "images/inconnu.jpg"]
# Places that need a word which the pattern itself does not tell.
WORDS = {"revision_id_a": "live", "revision_id_b": "latest", "_1": "live", "_2": "latest"}

# Addresses that `reverse` cannot write.
WRITTEN = {"content:nothing_here": "/%00", "wagtail_serve": "/page-inconnue/"}


@dataclass(frozen=True)
class Address:
    """One row to be: a name that the gate knows, and an address that bears it."""

    name: str
    path: str
    shadowed: bool = field(default=False, compare=False)


def walk(resolver=None, namespaces=()):
    """(full name, pattern) of every address, in the resolver's order; the name is None when it has none."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern, inner)
        else:
            yield (":".join([*namespaces, pattern.name]) if pattern.name else None), pattern


def all_addresses():
    """One Address for each name; several for a view that serves several models."""
    found = {}
    for name, _pattern in walk():
        for address in _examples(name) if name else ():
            found.setdefault(address.name, address)
    return sorted(found.values(), key=lambda address: address.name)


def unnamed_patterns():
    return [pattern for name, pattern in walk() if name is None]


def _examples(name):
    models = sorted(door.partition("/")[2] for door in gate.all_doors() if door.startswith(f"{name}/"))
    paths = [(model, _path(name, model)) for model in models or [""]]
    for model, path in paths:
        if path is None:
            raise AssertionError(f"No example could be made for the address {name}: add a word to WORDS.")
        yield _address(f"{name}/{model}" if model else name, path)


def _address(name, path):
    try:
        known_as = gate.address_name(resolve(unquote(path)))
    except Resolver404:
        known_as = None
    same = known_as == name or (known_as and "*" in name)
    return Address(name, path, shadowed=not same and not name_needs_model(name, known_as))


def name_needs_model(name, known_as):
    """A view for any model, of which no room opens one: its example carries a model that nobody lists."""
    return bool(known_as) and known_as.startswith(f"{name}/")


def _path(name, model):
    """An address of this name, or None."""
    if name in WRITTEN:
        return WRITTEN[name]
    app, _dot, model_name = model.replace("*", "inconnu").partition(".")
    fixed = {
        "app_label": app or "inconnu",
        "app_name": app or "inconnu",
        "model_name": model_name or "inconnu",
    }
    for keys in _parameters(name):
        free = [key for key in keys if key not in fixed and key not in WORDS]
        for values in product(SAMPLES, repeat=len(free)):
            kwargs = dict(zip(free, values, strict=True))
            kwargs.update({key: fixed.get(key) or WORDS[key] for key in keys if key not in free})
            path = _reverse(name, keys, kwargs)
            if path:
                return path
    return None


def _reverse(name, keys, kwargs):
    try:
        if any(key.startswith("_") for key in keys):
            return reverse(name, args=[kwargs[key] for key in keys])
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return None


def _parameters(name):
    """The lists of parameters that this name is reversed with."""
    resolver = get_resolver()
    *namespaces, last = name.split(":")
    for namespace in namespaces:
        _prefix, resolver = resolver.namespace_dict[namespace]
    for possibility, *_rest in resolver.reverse_dict.getlist(last):
        for _form, keys in possibility:
            yield keys
