export class BedPage extends HTMLElement {}
customElements.define("bed-page", BedPage);
