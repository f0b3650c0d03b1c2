// Hint, Reset, Progress and Next in the toolbar of a course notebook.
//
// A prebuilt JupyterLab extension, written by hand: JupyterLab loads this file and asks it for a
// plugin, and it takes from JupyterLab the few modules that it needs. Nothing is built or fetched.
(() => {
  const ANSWER = "-answer";
  const VERDICT = "application/vnd.autograder+json";
  let shared;

  /** A module that JupyterLab shares with its extensions. */
  async function load(name) {
    const [version] = Object.values(shared[name]);
    return (await version.get())();
  }

  // -- the notebook ------------------------------------------------------------------------------

  const marks = (cell) => cell.model.getMetadata("nbgrader") || {};
  const exerciseOf = (cell) => (marks(cell).grade_id || "").replace(/-answer$/, "");

  /** The exercise that the chosen cell belongs to: its own, else the nearest one above or below. */
  function chosen(notebook) {
    const cells = notebook.widgets;
    const at = notebook.activeCellIndex;
    const near = [...cells.slice(0, at + 1).reverse(), ...cells.slice(at + 1)];
    const cell = near.find(exerciseOf);
    return cell && exerciseOf(cell);
  }

  /** Whether the check of an exercise shows that everything was right. */
  function isSolved(notebook, name) {
    const check = notebook.widgets.find((cell) => marks(cell).grade && exerciseOf(cell) === name);
    const outputs = check ? check.model.sharedModel.toJSON().outputs || [] : [];
    return outputs.some((one) => one.data?.[VERDICT]?.status === "correct");
  }

  /** Go to the next exercise that is not solved, from the chosen cell on and then from the top. */
  function next(panel) {
    const notebook = panel.content;
    const at = notebook.activeCellIndex;
    const order = notebook.widgets.map((cell, index) => ({ cell, index }));
    const found = [...order.slice(at + 1), ...order.slice(0, at + 1)].find(
      ({ cell }) => marks(cell).solution && !isSolved(notebook, exerciseOf(cell))
    );
    if (found) {
      notebook.activeCellIndex = found.index;
      notebook.scrollToItem(found.index, "smart");
    }
  }

  // -- the kernel --------------------------------------------------------------------------------

  /** Run code, and give what it displays: HTML, or text. */
  async function ask(panel, code) {
    const kernel = panel.sessionContext.session?.kernel;
    if (!kernel) return { text: "There is no kernel: choose one, and run the first cell." };
    const said = { html: "", text: "" };
    const future = kernel.requestExecute({ code, store_history: false });
    future.onIOPub = ({ header, content }) => {
      if (header.msg_type === "display_data") said.html += content.data["text/html"] || "";
      if (header.msg_type === "stream") said.text += content.text;
      if (header.msg_type === "error") said.text += content.evalue;
    };
    await future.done;
    return said;
  }

  const call = (what, name) =>
    `__import__("autograder").${what}(${name ? JSON.stringify(name) : ""})`;

  // -- the toolbar -------------------------------------------------------------------------------

  async function plugin() {
    const { INotebookTracker } = await load("@jupyterlab/notebook");
    const { Dialog, showDialog } = await load("@jupyterlab/apputils");
    const { ToolbarButton } = await load("@jupyterlab/ui-components");
    const { Widget } = await load("@lumino/widgets");

    /** Show what the kernel said, with links that open in JupyterLab. */
    async function show(panel, title, said) {
      const rendermime = panel.content.rendermime;
      const type = said.html ? "text/html" : "text/plain";
      const body = rendermime.createRenderer(type);
      const data = { [type]: said.html || said.text };
      await body.renderModel(rendermime.createModel({ data, trusted: true }));
      body.node.addEventListener("click", ({ target }) => target.closest("a") && Dialog.flush());
      await showDialog({ title, body, buttons: [Dialog.okButton({ label: "Close" })] });
    }

    async function hint(panel) {
      const name = chosen(panel.content);
      if (name) await show(panel, name, await ask(panel, call("hint", name)));
    }

    async function progress(panel) {
      await show(panel, "Progress", await ask(panel, call("progress")));
    }

    /** Put the blank cell back, after a question; Ctrl + Z in the cell undoes it. */
    async function reset(panel) {
      const name = chosen(panel.content);
      const cell = panel.content.widgets.find(
        (one) => marks(one).solution && marks(one).grade_id === name + ANSWER
      );
      if (!cell) return;
      const { text } = await ask(panel, `print(${call("notebook.blank", name)}, end="")`);
      if (!text) return;
      const body = new Widget();
      body.node.textContent = `Your answer to ${name} makes room for the blank cell. Ctrl + Z in the cell brings it back.`;
      const buttons = [Dialog.cancelButton(), Dialog.warnButton({ label: "Reset" })];
      const { button } = await showDialog({ title: `Reset ${name}?`, body, buttons });
      if (button.accept) cell.model.sharedModel.setSource(text);
    }

    const BUTTONS = [
      ["hint", "Hint", "A hint for this exercise; ask again for the next one", hint],
      ["reset", "Reset", "Put the blank cell of this exercise back", reset],
      ["progress", "Progress", "How far you are in the whole course", progress],
      ["next", "Next", "Go to the next exercise that is not solved", next],
    ];

    /** The buttons of one notebook, once it is known to be one of a course. */
    function addButtons(panel) {
      if (!panel.content.widgets.some((cell) => marks(cell).grade_id)) return;
      for (const [name, label, tooltip, act] of BUTTONS) {
        const button = new ToolbarButton({ label, tooltip, onClick: () => act(panel) });
        // Beside Validate; at the end of the toolbar where there is no such place.
        panel.toolbar.insertBefore("spacer", `autograder-${name}`, button) ||
          panel.toolbar.addItem(`autograder-${name}`, button);
      }
    }

    return {
      id: "autograder:toolbar",
      description: "Hint, Reset, Progress and Next in the toolbar of a course notebook.",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (app, tracker) => {
        const whenReady = (panel) => panel.context.ready.then(() => addButtons(panel));
        tracker.forEach(whenReady);
        tracker.widgetAdded.connect((_, panel) => whenReady(panel));
      },
    };
  }

  const modules = { "./extension": async () => ({ __esModule: true, default: await plugin() }) };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.autograder = {
    init: (scope) => {
      shared = scope;
    },
    get: async (name) => {
      if (!(name in modules)) throw new Error(`autograder has no module ${name}`);
      const made = await modules[name]();
      return () => made;
    },
  };
})();
