// Two windows, one paragraph: the second to save is shown both versions and decides.

export function startConflict(retry) {
  const dialog = document.getElementById("conflict");
  return (answer, action, more) => {
    dialog.innerHTML = answer.parts.conflict;
    dialog.querySelector("#keep-mine").addEventListener("click", async () => {
      dialog.close();
      await retry(answer, action, more);
    });
    dialog.querySelector("#take-theirs").addEventListener("click", () => {
      sessionStorage.removeItem(`bitexte:${document.getElementById("main").dataset.id}`);
      // The fields are left as they are; only a page that does not ask for them is loaded anew.
      document.getElementById("main").dataset.leaving = "yes";
      location.reload();
    });
    dialog.showModal();
    dialog.querySelector("#take-theirs").focus();
  };
}
