type Variables = Record<string, string>

/** Defaults of the Appearance API's variables, as far as the element uses them. */
export const THEMES: Record<string, Variables> & { stripe: Variables } = {
  stripe: {
    accordionItemSpacing: '8px',
    borderRadius: '5px',
    colorBackground: '#ffffff',
    colorDanger: '#b3093c',
    colorPrimary: '#0a6ed1',
    colorText: '#30313d',
    colorTextPlaceholder: '#6a6d79',
    colorTextSecondary: '#5b5e6a',
    fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    fontLineHeight: '1.4',
    fontSizeBase: '16px',
    fontWeightMedium: '500',
    fontWeightNormal: '400',
    gridColumnSpacing: 'calc(var(--spacingUnit) * 3)',
    gridRowSpacing: 'calc(var(--spacingUnit) * 3)',
    inputColorBorder: '#8a8d99',
    spacingUnit: '4px',
    tabSpacing: 'calc(var(--spacingUnit) * 2)',
  },
  night: {
    colorBackground: '#30313d',
    colorDanger: '#fe87a1',
    colorPrimary: '#85b9ff',
    colorText: '#ffffff',
    colorTextPlaceholder: '#b3b5c2',
    colorTextSecondary: '#c8cad6',
    inputColorBorder: '#8a8d99',
  },
  flat: {
    borderRadius: '4px',
    colorBackground: '#f1f1f4',
    colorPrimary: '#0060b8',
    colorTextPlaceholder: '#5f626e',
    colorTextSecondary: '#4f525e',
    inputColorBorder: '#7d808c',
  },
  none: { borderRadius: '0px', inputColorBorder: '#767676' },
}
