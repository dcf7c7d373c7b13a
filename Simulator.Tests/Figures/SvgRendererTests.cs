using System.Xml.Linq;
using Spiking.Figures;

namespace Spiking.Tests.Figures;

/// <summary>What holds for every figure.</summary>
public sealed class SvgRendererTests
{
    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void Drawings_are_complete_and_contain_proper_numbers_only(Figure figure)
    {
        Drawing drawing = new(figure);

        Assert.That(drawing.Root.Attribute("viewBox")!.Value, Is.EqualTo($"0 0 {figure.Width} {figure.Height}"));
        Assert.That(drawing.Root.Elements().Select(element => element.Name.LocalName).Take(3), Is.EqualTo(new[] { "title", "desc", "rect" }));
        Assert.That(drawing.Panels.Count(), Is.EqualTo(figure.Panels.Count));
        foreach (XAttribute attribute in drawing.Root.Descendants().Attributes().Where(attribute => attribute.Name != "class"))
            Assert.That(attribute.Value, Does.Not.Match("NaN|∞|Infinity|[0-9]E"), attribute.ToString());
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void The_same_figure_gives_the_same_drawing(Figure figure)
    {
        string first = Drawing.Render(figure);

        Assert.That(Drawing.Render(figure), Is.EqualTo(first));
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void No_text_reaches_beyond_the_figure(Figure figure)
    {
        foreach (XElement text in Drawing.Texts(new Drawing(figure).Root))
        {
            (double left, double top, double right, double bottom) = Drawing.Bounds(text);

            Assert.That(left, Is.GreaterThanOrEqualTo(0), Drawing.Shown(text));
            Assert.That(top, Is.GreaterThanOrEqualTo(0), Drawing.Shown(text));
            Assert.That(right, Is.LessThanOrEqualTo(figure.Width), Drawing.Shown(text));
            Assert.That(bottom, Is.LessThanOrEqualTo(figure.Height), Drawing.Shown(text));
        }
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void Tick_labels_do_not_overlap_and_keep_clear_of_the_axis_labels(Figure figure)
    {
        foreach (XElement panel in new Drawing(figure).Panels)
        {
            XElement[] ticks = [.. Drawing.Texts(panel).Where(text => text.Attribute("class")!.Value.StartsWith("tick", StringComparison.Ordinal))];
            XElement[] upright = [.. ticks.Where(text => text.Attribute("transform") is null).Concat(Drawing.Texts(panel, "axis-label"))];
            for (int i = 0; i < upright.Length; i++)
            {
                for (int j = 0; j < i; j++)
                    Assert.That(Overlap(Drawing.Bounds(upright[i]), Drawing.Bounds(upright[j])), Is.False, $"{Drawing.Shown(upright[i])} / {Drawing.Shown(upright[j])}");
            }
        }
    }

    [Test]
    public void Every_text_is_escaped()
    {
        const string Nasty = "<script>alert('a' && \"b\")</script>";
        Figure figure = new(Nasty, [new Panel("a", new Axis(Nasty), new Axis("y"), [new LineSeries(Nasty, Palette.Blue, [0, 1], [0, 1])])]) { Caption = Nasty + "\0\ud800" };

        Drawing drawing = new(figure);

        Assert.That(drawing.Root.Elements().First().Value, Is.EqualTo(Nasty));
        Assert.That(drawing.Root.Elements().ElementAt(1).Value, Is.EqualTo(Nasty + "\uFFFD\uFFFD"));
        Assert.That(Drawing.Texts(drawing.Root, "legend").Select(Drawing.Shown), Is.EqualTo(new[] { Nasty }));
        Assert.That(drawing.Root.Descendants().Select(element => element.Name.LocalName), Has.None.EqualTo("script"));
    }

    [Test]
    public void Plots_of_one_column_line_up()
    {
        Panel narrow = Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 1], [0, 1])).Panels[0];
        Panel wide = narrow with { Letter = "b", Y = new Axis("Weight") { Maximum = 1.00001, Minimum = 1 } };

        XElement[] plots = [.. new Drawing(new Figure("", [narrow, wide])).Panels.Select(Drawing.Plot)];

        Assert.That(plots[0].Attribute("x")!.Value, Is.EqualTo(plots[1].Attribute("x")!.Value));
        Assert.That(plots[0].Attribute("width")!.Value, Is.EqualTo(plots[1].Attribute("width")!.Value));
    }

    [Test]
    public void Panels_that_take_too_many_columns_are_refused()
    {
        Figure figure = new("", [new Panel("a", new Axis("x"), new Axis("y"), []) { ColumnSpan = 3 }]) { Columns = 2 };

        Assert.That(() => Drawing.Render(figure), Throws.ArgumentException.With.Message.Contains("'a'"));
    }

    private static bool Overlap((double Left, double Top, double Right, double Bottom) a, (double Left, double Top, double Right, double Bottom) b) =>
        a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}
