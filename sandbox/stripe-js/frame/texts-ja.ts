import type { Texts } from './texts'

export const ja: Texts = {
  language: 'ja',
  methods: { amazon_pay: 'Amazon Pay', card: 'カード' },
  choice: '支払い方法',
  more: 'もっと見る',
  redirect: '送信後、次のステップを安全に完了するために Amazon Pay に移動します。',
  number: 'カード番号',
  expiry: '有効期限',
  expiryFormat: 'MM / YY',
  cvc: 'セキュリティコード',
  cvcShort: 'CVC',
  country: '国',
  postalCode: '郵便番号',
  zip: '郵便番号',
  email: 'メールアドレス',
  incompleteEmail: 'メールアドレスに不備があります。',
  incomplete: '支払い情報をすべて入力してください。',
  failed: '前回の支払いは失敗しました。',
  cardTerms: (name) =>
    `カード情報を提供することにより、${name} がその規約に従って今後の支払いをカードに請求することを許可します。`,
  amazonPaymentTerms: (name) =>
    `続行することにより、この承認が取り消されるまで、${name} がその規約に従って今回および今後の支払いを Amazon Pay アカウントから引き落とすことを承認します。`,
  amazonSetupTerms: (name) =>
    `続行することにより、この承認が取り消されるまで、${name} がその規約に従って今後の支払いを Amazon Pay アカウントから引き落とすことを承認します。`,
  errors: {
    incomplete_number: 'カード番号が不完全です。',
    invalid_number: 'カード番号が無効です。',
    incomplete_expiry: 'カードの有効期限が不完全です。',
    invalid_expiry_month: 'カードの有効期限が無効です。',
    invalid_expiry_month_past: 'カードの有効期限が過ぎています。',
    invalid_expiry_year: 'カードの有効期限の年が無効です。',
    invalid_expiry_year_past: 'カードの有効期限の年が過ぎています。',
    incomplete_cvc: 'カードのセキュリティコードが不完全です。',
    incomplete_zip: '郵便番号が不完全です。',
  },
}
