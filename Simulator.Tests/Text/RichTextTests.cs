using Spiking.Text;

namespace Spiking.Tests.Text;

public sealed class RichTextTests
{
    [TestCase("Rate (Hz)", "Rate (Hz)")]
    [TestCase("$p_b$", "/p|_b")]
    [TestCase("Conductance ($g_{L}$)", "Conductance (|/g|_L|)")]
    [TestCase("$R^2 = 0.9$", "/R|^2| = 0.9")]
    [TestCase("10⁻³ s", "10|^−3| s")]
    [TestCase("costs 5 $", "costs 5 $")]
    [TestCase("pyr_1 → pyr_2", "pyr_1 → pyr_2")]
    [TestCase("$x^{-1}$", "/x|^−1")]
    [TestCase("$f=U$", "/f| = |/U")]
    public void Marks_between_dollars_become_slanted_lowered_and_raised_letters(string text, string runs) =>
        Assert.That(
            string.Join('|',
                RichText.Parse(text).Select(
                    run => (run.Shift switch { Shift.Subscript => "_", Shift.Superscript => "^", _ => run.Italic ? "/" : "" }) + run.Text)),
            Is.EqualTo(runs));

    [TestCase("Conductance ($g_{L}$)", "Conductance (g_L)")]
    [TestCase("costs 5 $", "costs 5 $")]
    [TestCase("$p_b$ and $R^2$", "p_b and R^2")]
    public void Tables_show_the_text_without_marks(string text, string plain) => Assert.That(RichText.Plain(text), Is.EqualTo(plain));

    [TestCase("$p_b$ and $R^2$ = 0.9", "p_b and R² = 0.9")]
    [TestCase("10⁻³ and $10^{-3} g_{L}$", "10⁻³ and 10⁻³ g_L")]
    [TestCase("$x^T$", "x^T")]
    public void Descriptions_have_raised_digits(string text, string flat) => Assert.That(RichText.Flat(text), Is.EqualTo(flat));

    [TestCase("-80 mV", "−80 mV")]
    [TestCase("1300 pA", "1,300 pA")]
    [TestCase("-12500.5", "−12,500.5")]
    [TestCase("0.0005", "0.0005")]
    [TestCase("10000cells.json", "10000cells.json")]
    [TestCase("-fast", "-fast")]
    public void Typed_values_have_a_minus_sign_and_thousands_apart(string typed, string shown) =>
        Assert.That(NumberText.Typed(typed), Is.EqualTo(shown));
}
