/* Several files at once: each goes alone, with its own progress and its own answer. Without this, they go together. */
(() => {
  const CHOSEN = ["upload", "photo"];

  const filesOf = (form) =>
    CHOSEN.flatMap((name) => [...(form.elements[name]?.files ?? [])]);

  const line = (list, file) => {
    const item = document.createElement("li");
    const name = document.createElement("strong");
    const bar = document.createElement("progress");
    const words = document.createElement("span");
    name.textContent = file.name;
    bar.className = "ht-gauge";
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Envoi de ${file.name}`);
    item.append(name, bar, words);
    list.append(item);
    const say = (text, state = "") => {
      words.textContent = text;
      item.className = state;
    };
    return { bar, say };
  };

  const bodyFor = (form, file, rank, many) => {
    const body = new FormData(form);
    CHOSEN.forEach((name) => body.delete(name));
    body.append("upload", file);
    const title = String(body.get("title") ?? "").trim();
    if (many > 1 && title) body.set("title", `${title} (${rank})`);
    return body;
  };

  const send = (form, body, shown) =>
    new Promise((settle) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        shown.bar.value = Math.round((100 * event.loaded) / event.total);
        if (event.loaded === event.total) shown.say("vérifié et chiffré…");
      });
      request.addEventListener("loadend", () => {
        let told = {};
        try {
          told = JSON.parse(request.responseText);
        } catch {
          told = {};
        }
        settle({ kept: request.status === 200 && Boolean(told.done), problems: told.problems });
      });
      request.send(body);
    });

  const lost = ["L’envoi n’a pas abouti : vérifiez la connexion, puis réessayez."];

  const sendAll = async (form, files) => {
    const button = form.querySelector("[type=submit]");
    form.querySelector(".ht-sent")?.remove();
    const told = document.createElement("div");
    const list = document.createElement("ul");
    told.className = "ht-sent";
    told.setAttribute("role", "status");
    told.append(list);
    button.before(told);
    button.disabled = true;
    const lines = files.map((file) => line(list, file));
    let kept = 0;
    for (const [index, file] of files.entries()) {
      const body = bodyFor(form, file, index + 1, files.length);
      if (index === files.length - 1) body.append("gardes", String(kept));
      const answer = await send(form, body, lines[index]);
      lines[index].bar.remove();
      if (answer.kept) {
        kept += 1;
        lines[index].say("rangé dans le dossier", "is-kept");
      } else {
        lines[index].say((answer.problems ?? lost).join(" "), "is-refused");
      }
    }
    button.disabled = false;
    if (kept === files.length) {
      location.assign(location.pathname);
      return;
    }
    // What went through is kept: only the others are to be chosen again.
    CHOSEN.forEach((name) => {
      if (form.elements[name]) form.elements[name].value = "";
    });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.ht-uploads")) return;
    const files = filesOf(form);
    if (!files.length || !form.elements.kind.value) return;
    event.preventDefault();
    sendAll(form, files);
  });
})();
