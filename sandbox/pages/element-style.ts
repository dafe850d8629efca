/** Drawn with the Appearance API's variables, which the element's script sets. The margin leaves room for focus rings. */
export const elementStyle = `
*, *::before, *::after { box-sizing: border-box; }
html { color-scheme: light; background: transparent; }
body { margin: 0; background: transparent; color: var(--colorText); font: var(--fontWeightNormal) var(--fontSizeBase)/var(--fontLineHeight) var(--fontFamily); -webkit-text-size-adjust: 100%; }
#element { padding: 4px; overflow: hidden; }
p { margin: 0; }
button, input, select { font: inherit; color: inherit; }
[hidden] { display: none !important; }
.TabList { display: flex; flex-wrap: wrap; gap: var(--tabSpacing); margin-bottom: calc(var(--spacingUnit) * 4); }
.Tab, .AccordionButton { cursor: pointer; background: var(--colorBackground); color: var(--colorText); font-weight: var(--fontWeightMedium); text-align: start; }
.Tab { flex: 1 1 8em; min-height: 44px; padding: calc(var(--spacingUnit) * 3); border: 1px solid var(--inputColorBorder); border-radius: var(--borderRadius); }
.Tab--selected { color: var(--colorPrimary); border-color: var(--colorPrimary); box-shadow: inset 0 0 0 1px var(--colorPrimary); }
.AccordionItem, .AccordionMore { background: var(--colorBackground); border: 1px solid var(--inputColorBorder); }
.AccordionItem + .AccordionItem, .AccordionItem + .AccordionMore { border-top: 0; }
.Accordion > :first-child { border-radius: var(--borderRadius) var(--borderRadius) 0 0; }
.Accordion > :last-child { border-radius: 0 0 var(--borderRadius) var(--borderRadius); }
.Accordion > :only-child, .Accordion--spaced > * { border-radius: var(--borderRadius); }
.Accordion--spaced { display: grid; gap: var(--accordionItemSpacing); }
.Accordion--spaced > * { border-top: 1px solid var(--inputColorBorder) !important; }
.AccordionButton { display: flex; align-items: center; gap: calc(var(--spacingUnit) * 2); width: 100%; min-height: 44px; padding: calc(var(--spacingUnit) * 3); border: 0; border-radius: inherit; }
.AccordionItem--selected .AccordionButton { color: var(--colorPrimary); }
.AccordionItem .Panel { padding: 0 calc(var(--spacingUnit) * 3) calc(var(--spacingUnit) * 3); }
.RadioIcon { flex: none; width: 16px; height: 16px; border: 1px solid var(--inputColorBorder); border-radius: 50%; background: var(--colorBackground); }
.AccordionItem--selected .RadioIcon { border: 5px solid var(--colorPrimary); }
.CardForm, .FieldRow { display: grid; gap: var(--gridRowSpacing) var(--gridColumnSpacing); }
.FieldRow { grid-template-columns: repeat(auto-fit, minmax(min(100%, 9em), 1fr)); align-items: start; }
.Label { display: block; margin-bottom: var(--spacingUnit); font-size: .93em; }
.Input { display: block; width: 100%; min-height: 44px; padding: calc(var(--spacingUnit) * 3); background: var(--colorBackground); color: var(--colorText); border: 1px solid var(--inputColorBorder); border-radius: var(--borderRadius); }
.Input::placeholder { color: var(--colorTextPlaceholder); opacity: 1; }
.Input--invalid { color: var(--colorDanger); border-color: var(--colorDanger); box-shadow: 0 0 0 1px var(--colorDanger); }
.Error { margin-top: var(--spacingUnit); color: var(--colorDanger); font-size: .93em; }
.LastError { margin: 0 0 calc(var(--spacingUnit) * 3); }
.RedirectText, .TermsText { color: var(--colorTextSecondary); font-size: .93em; }
.TermsText { margin-top: calc(var(--spacingUnit) * 3); }
.Tab:focus-visible, .AccordionButton:focus-visible, .Input:focus { outline: 2px solid var(--colorPrimary); outline-offset: 1px; }
[data-inputs=condensed] .CardForm, [data-inputs=condensed] .FieldRow { gap: 0; }
[data-labels=floating] .Label { font-size: .8em; }
.CardLine { display: flex; gap: 8px; font: 400 16px/1.2 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; color: #30313d; }
.InputElement { min-width: 0; width: 100%; flex: 1 1 4.5em; padding: 0; border: 0; outline: 0; background: transparent; line-height: 1.2em; }
.CardLine-number { flex-grow: 3; flex-basis: 9em; }
.InputElement::placeholder { color: #6a6d79; opacity: 1; }
.InputElement.is-invalid { color: #b3093c; }
[data-empty] #element { padding: 0; }
.ExpressButton { display: block; width: 100%; cursor: pointer; background: var(--colorText); color: var(--colorBackground); border: 0; border-radius: var(--borderRadius); font-weight: var(--fontWeightMedium); }
.ExpressButton:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 1px; }
.Loader { display: grid; gap: calc(var(--spacingUnit) * 3); }
.Skeleton { height: 44px; border-radius: var(--borderRadius); background: currentColor; opacity: .08; animation: wait 1.2s ease-in-out infinite alternate; }
@keyframes wait { to { opacity: .16; } }
[data-still] * { animation: none !important; transition: none !important; }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { .Tab--selected, .AccordionItem--selected .AccordionButton { outline: 2px solid Highlight; } }
`
