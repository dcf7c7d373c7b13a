namespace Spiking.Text;

/// <summary>Where a run of letters stands.</summary>
internal enum Shift
{
    None,
    Subscript,
    Superscript,
}

/// <summary>Letters of one look.</summary>
internal sealed record TextRun(string Text, bool Italic, Shift Shift);

/// <summary>
/// Text of figures: variables between dollar signs, as in "Conductance ($g_L$)". Between dollars letters are slanted, "_" and "^" lower and
/// raise the next character or what stands in braces, and raised or lowered words are upright because they are names, not variables.
/// Outside dollars every character means itself, except the superscript digits of Unicode, which the font lacks and which become raised
/// digits. A dollar without a partner means itself.
/// </summary>
internal static class RichText
{
    private const string SuperscriptDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", Digits = "0123456789−+";

    /// <summary>The runs of a text.</summary>
    public static IReadOnlyList<TextRun> Parse(string text)
    {
        List<TextRun> runs = [];
        foreach ((string part, bool isVariable) in Parts(text))
        {
            if (isVariable) AddVariable(runs, part);
            else AddPlain(runs, part);
        }

        return runs;
    }

    /// <summary>The text without its marks, for tables: "Conductance (g_L)".</summary>
    public static string Plain(string text) => string.Concat(Parts(text).Select(part => part.IsVariable
        ? part.Text.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal) : part.Text));

    /// <summary>The text as characters of one line, for readers of a drawing's description: "R² = 0.9 and 10⁻⁶ g_L".</summary>
    public static string Flat(string text) => string.Concat(Parse(text).Select(run => run.Shift switch
    {
        Shift.Superscript when run.Text.All(Digits.Contains) =>
            string.Concat(run.Text.Select(digit => SuperscriptDigits[Digits.IndexOf(digit, StringComparison.Ordinal)])),
        Shift.Superscript => "^" + run.Text,
        Shift.Subscript => "_" + run.Text,
        _ => run.Text,
    }));

    private static IEnumerable<(string Text, bool IsVariable)> Parts(string text)
    {
        string[] parts = text.Split('$');
        for (int i = 0; i < parts.Length; i++)
        {
            // Without a partner the last dollar belongs to the text.
            bool isVariable = i % 2 == 1 && i < parts.Length - 1;
            yield return (i % 2 == 1 && !isVariable ? "$" + parts[i] : parts[i], isVariable);
        }
    }

    private static void AddPlain(List<TextRun> runs, string text)
    {
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            bool raised = i < text.Length && SuperscriptDigits.Contains(text[i], StringComparison.Ordinal);
            if (i < text.Length && !raised) continue;
            Add(runs, text[start..i], italic: false, Shift.None);
            if (raised) Add(runs, Digits[SuperscriptDigits.IndexOf(text[i], StringComparison.Ordinal)].ToString(),
                italic: false, Shift.Superscript);
            start = i + 1;
        }
    }

    private static void AddVariable(List<TextRun> runs, string text)
    {
        // An equals sign has a space on both sides, whether it was typed with them or not.
        text = text.Replace(" = ", "=", StringComparison.Ordinal).Replace("=", " = ", StringComparison.Ordinal);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '_' or '^' && i + 1 < text.Length)
            {
                Shift shift = text[i] == '_' ? Shift.Subscript : Shift.Superscript;
                int end = text[i + 1] == '{' ? text.IndexOf('}', i + 1) : -1;
                string shifted = end < 0 ? text[i + 1].ToString() : text[(i + 2)..end];
                Add(runs, shifted.Replace('-', '−'), italic: false, shift);
                i = end < 0 ? i + 1 : end;
            }
            else
            {
                Add(runs, text[i] == '-' ? "−" : text[i].ToString(), char.IsLetter(text[i]), Shift.None);
            }
        }
    }

    private static void Add(List<TextRun> runs, string text, bool italic, Shift shift)
    {
        if (text.Length == 0) return;
        if (runs.Count > 0 && runs[^1] is { } last && last.Italic == italic && last.Shift == shift)
            runs[^1] = last with { Text = last.Text + text };
        else
            runs.Add(new TextRun(text, italic, shift));
    }
}
