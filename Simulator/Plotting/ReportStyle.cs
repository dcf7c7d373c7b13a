namespace Spiking.Plotting;

/// <summary>The look of reports.</summary>
internal static class ReportStyle
{
    /// <summary>
    /// The style sheet. It avoids the characters that XML would escape, because browsers do not unescape inside a style element. Selectors
    /// for figures ask for their role.
    /// </summary>
    public const string Css = """

        :root { color-scheme: light dark; --ink: #1a1a1a; --soft: #555555; --page: #ffffff; --line: #d5d5d5; --box: #f5f5f5; --link: #0060a0; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e6e6; --soft: #a8a8a8; --page: #161616; --line: #3a3a3a; --box: #222222; --link: #7cc0f0; }
        }
        * { box-sizing: border-box; }
        body { font: 16px/1.5 Arial, 'Liberation Sans', Helvetica, sans-serif; color: var(--ink); background: var(--page); max-width: 58rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0 1rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        p { margin: 0.3rem 0; max-width: 44rem; overflow-wrap: anywhere; }
        a { color: var(--link); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: 0.8rem 0; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: bold; padding-bottom: 0.3rem; overflow-wrap: anywhere; }
        th, td { padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        .pairs th { font-weight: normal; color: var(--soft); white-space: nowrap; }
        .pairs td { overflow-wrap: anywhere; }
        .grid thead th { border-bottom: 1px solid var(--soft); }
        figure { margin: 1.5rem 0; }
        figure svg[role] { display: block; width: 100%; height: auto; min-width: 34rem; background: #ffffff; border-radius: 4px; }
        figure.narrow svg[role] { max-width: 29rem; min-width: 20rem; }
        figcaption { font-size: 0.9rem; color: var(--soft); margin-top: 0.4rem; max-width: 50rem; overflow-wrap: anywhere; }
        .files { font-size: 0.85rem; }
        ul { padding-left: 1.2rem; columns: 16rem; font-size: 0.9rem; overflow-wrap: anywhere; }
        details { margin: 1.5rem 0; }
        summary { cursor: pointer; }
        pre { font-size: 0.8rem; background: var(--box); padding: 0.8rem; overflow-x: auto; }
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
