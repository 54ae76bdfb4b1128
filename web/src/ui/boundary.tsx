import { Component, type ComponentChildren } from "preact";
import { texts } from "../lang/language";

const t = texts({
  en: { broken: "This part of the page has broken down", next: "The rest of the page works on. Open the part anew; if it breaks again, load the page anew.", open: "Open it anew", load: "Load the page anew" },
  es: { broken: "Esta parte de la página ha fallado", next: "El resto de la página sigue funcionando. Vuelva a abrir esta parte; si falla otra vez, vuelva a cargar la página.", open: "Volver a abrirla", load: "Volver a cargar la página" },
});

/** Stands around a part of the page: where drawing it fails, it says so in its place, and the rest goes on. */
export class Boundary extends Component<{ children: ComponentChildren }, { error: string | null }> {
  override state: { error: string | null } = { error: null };

  static override getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div class="state" role="alert">
        <h2>{t("broken")}</h2>
        <p lang="en" class="soft">
          {error}
        </p>
        <p>{t("next")}</p>
        <div class="row">
          <button type="button" onClick={() => this.setState({ error: null })}>
            {t("open")}
          </button>
          <button type="button" onClick={() => location.reload()}>
            {t("load")}
          </button>
        </div>
      </div>
    );
  }
}
