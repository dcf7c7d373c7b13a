namespace Spiking.Plotting;

/// <summary>The look of reports.</summary>
internal static class ReportStyle
{
    /// <summary>
    /// The style sheet. It avoids the characters that XML would escape, because browsers do not unescape inside a style element. Selectors for
    /// figures ask for their role.
    /// </summary>
    public const string Css = """

        body { font: 16px/1.5 sans-serif; color: #1a1a1a; background: #ffffff; max-width: 62rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0 1rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid #cccccc; }
        p { margin: 0.3rem 0; max-width: 44rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: 0.8rem 0; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: bold; padding-bottom: 0.3rem; }
        th, td { padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #e4e4e4; }
        .pairs th { font-weight: normal; color: #555555; }
        .pairs td { overflow-wrap: anywhere; }
        .grid thead th { border-bottom: 1px solid #555555; }
        figure { margin: 1.5rem 0; }
        figure svg[role] { display: block; max-width: 100%; height: auto; min-width: 34rem; }
        figcaption { font-size: 0.9rem; color: #333333; margin-top: 0.4rem; max-width: 50rem; }
        details { margin: 1.5rem 0; }
        summary { cursor: pointer; }
        pre { font-size: 0.8rem; background: #f6f6f6; padding: 0.8rem; overflow-x: auto; }
        @media print {
          body { max-width: none; padding: 0; font-size: 11pt; }
          figure, tr { break-inside: avoid; }
          figure svg[role] { min-width: 0; }
          h2 { break-after: avoid; }
          .scroll { overflow: visible; }
          pre { white-space: pre-wrap; }
        }

        """;
}
