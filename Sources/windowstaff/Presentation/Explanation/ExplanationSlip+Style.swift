extension ExplanationSlip {
  /// For A4 and for a screen; black on white, so that any printer does. Printed small enough that
  /// even a bad month fits one page; where it does not, a dimension stays on one.
  static let css = """
    @page { size: A4; margin: 10mm 13mm }
    body { max-width: 180mm; margin: 8mm auto; padding: 0 4mm; color: #1a1a1a;
      font: 9.5pt/1.35 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
      font-variant-numeric: tabular-nums }
    header { display: flex; justify-content: space-between; align-items: baseline;
      border-bottom: 2pt solid #1a1a1a }
    header p { font-size: 12pt }
    h1, p, dl, dd, ul { margin: 0 }
    h1 { font-size: 16pt; letter-spacing: .04em }
    p { padding: 1mm 0 }
    dl { display: grid; grid-template-columns: repeat(6, auto); padding: 4mm 0 2mm }
    dt { color: #666; font-size: 8pt }
    dd { font-size: 14pt; font-weight: bold }
    em { color: #b00020; font-style: normal; font-size: 10pt }
    table { border-collapse: collapse; width: 100%; margin-top: 2mm }
    tbody { break-inside: avoid; border-top: 1pt solid #999 }
    th, td { padding: .6mm 2mm .6mm 0; text-align: left; vertical-align: top }
    th { font-size: 11pt; white-space: nowrap }
    .number { text-align: right; white-space: nowrap; padding-right: 0 }
    tr:first-child .number { font-size: 11pt; font-weight: bold }
    .lost { color: #b00020 }
    tr:not(:first-child) td:first-child { padding-left: 3mm; min-width: 27mm }
    ul { padding-left: 4mm; font-size: 8.5pt }
    small { color: #666; font-size: 8pt; font-weight: normal; white-space: nowrap }
    .bar { display: inline-block; width: 40mm; height: 2mm; margin-right: 2mm;
      border: .5pt solid #999; print-color-adjust: exact; -webkit-print-color-adjust: exact }
    .bar span { display: block; height: 100%; background: #555 }
    .sum { border-top: 2pt solid #1a1a1a; padding-top: 2mm; font-size: 9pt }
    footer { display: flex; gap: 8mm; margin-top: 12mm; break-inside: avoid }
    footer span { flex: 1; border-top: .5pt solid #1a1a1a; padding-top: 1mm; color: #666;
      font-size: 8pt }
    @media print {
      body { margin: 0; padding: 0; max-width: none; font-size: 8pt; line-height: 1.22 }
      th, td { padding-top: .3mm; padding-bottom: .3mm }
      th, tr:first-child .number { font-size: 9.5pt }
      dl { padding: 2mm 0 1mm }
      dd { font-size: 12pt }
      ul { font-size: 7.5pt }
      small { font-size: 7pt }
      .sum { font-size: 8pt; padding-top: 1mm }
      footer { margin-top: 6mm }
    }
    """
}
