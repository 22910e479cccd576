/* In the editor of a template: a field of the file, or something to ask for, put where the cursor stands. */
(() => {
  const { React, DraftJS, draftail } = window;
  const make = (tag, props = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
  };
  const labelled = (words, control) => make("label", { className: "ht-chooser__field" }, words, control);

  /* The window in which one chooses; answers {text, data}, or null when it is closed. */
  const choose = ({ groups, kinds }) =>
    new Promise((settle) => {
      const asked = make("optgroup", { label: "À compléter dans chaque lettre" });
      asked.append(...kinds.map(([kind, words]) => make("option", { value: `?${kind}`, textContent: words })));
      const select = make("select", { required: true }, make("option", { value: "", textContent: "Choisissez…" }));
      groups.forEach(({ label, fields }) => {
        const group = make("optgroup", { label });
        group.append(...fields.map(([code, words]) => make("option", { value: code, textContent: words })));
        select.append(group);
      });
      select.append(asked);
      const what = make("input", { type: "text", maxLength: 60, placeholder: "montant de la mensualité" });
      const whatField = labelled("Quoi ?", what);
      whatField.hidden = true;
      const put = make("button", { type: "submit", className: "button", textContent: "Insérer" });
      const leave = make("button", { type: "button", className: "button button-secondary", textContent: "Annuler" });
      const title = make("h2", { id: "ht-chooser-t", textContent: "Champ du dossier" });
      const form = make("form", { method: "dialog" }, title, labelled("Lequel ?", select), whatField, put, leave);
      const dialog = make("dialog", { className: "ht-chooser" }, form);
      dialog.setAttribute("aria-labelledby", "ht-chooser-t");
      let answer = null;
      select.addEventListener("change", () => {
        whatField.hidden = !select.value.startsWith("?");
        what.required = !whatField.hidden;
      });
      leave.addEventListener("click", () => dialog.close());
      form.addEventListener("submit", () => {
        const words = select.selectedOptions[0].textContent;
        const label = what.value.trim();
        answer = select.value.startsWith("?")
          ? { text: label, data: { ask: label, kind: select.value.slice(1) } }
          : { text: words, data: { field: select.value } };
      });
      dialog.addEventListener("close", () => {
        dialog.remove();
        settle(answer);
      });
      document.body.append(dialog);
      dialog.showModal();
    });

  class Source extends React.Component {
    async componentDidMount() {
      const { editorState, entityType, onComplete, onClose } = this.props;
      const chosen = await choose(entityType);
      if (!chosen) {
        onClose();
        return;
      }
      const content = editorState.getCurrentContent();
      const named = content.createEntity(entityType.type, "IMMUTABLE", chosen.data);
      const key = named.getLastCreatedEntityKey();
      const written = DraftJS.Modifier.replaceText(named, editorState.getSelection(), chosen.text, null, key);
      onComplete(DraftJS.EditorState.push(editorState, written, "insert-characters"));
    }

    render() {
      return null;
    }
  }

  const Field = ({ entityKey, contentState, children }) => {
    const asked = contentState.getEntity(entityKey).getData().ask;
    const title = asked ? "À compléter dans chaque lettre" : "Champ du dossier";
    return React.createElement("span", { className: `ht-chip${asked ? " is-asked" : ""}`, title }, children);
  };

  draftail.registerPlugin({ type: "FILE-FIELD", source: Source, decorator: Field }, "entityTypes");
})();
