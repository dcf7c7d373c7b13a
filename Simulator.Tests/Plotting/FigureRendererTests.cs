using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Spiking.Plotting;
using Spiking.Plotting.Layout;
using Spiking.Text;

namespace Spiking.Tests.Plotting;

/// <summary>Properties of every figure.</summary>
public sealed class FigureRendererTests
{
    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void Drawings_have_their_size_and_contain_proper_numbers_only(Figure figure)
    {
        Drawing drawing = new(figure);

        Assert.That(drawing.Root.Attribute("width")!.Value, Is.EqualTo(FormattableString.Invariant($"{figure.Width}mm")));
        Assert.That(drawing.Root.Attribute("height")!.Value, Is.EqualTo(FormattableString.Invariant($"{Math.Round(figure.Height, 2)}mm")));
        Assert.That(drawing.Root.Elements().Select(element => element.Name.LocalName).Take(3),
            Is.EqualTo(new[] { "title", "desc", "rect" }));
        foreach (XAttribute attribute in drawing.Root.Descendants().Attributes()
            .Where(a => a.Name.LocalName != "href" && !a.Value.StartsWith('#')))
            Assert.That(attribute.Value, Does.Not.Match("(?i)nan|∞|inf|[0-9]e[-+0-9]").And.Not.Empty, attribute.ToString());
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void The_same_figure_gives_the_same_drawing(Figure figure)
    {
        string first = Drawing.Render(figure);

        Assert.That(Drawing.Render(figure), Is.EqualTo(first));
    }

    [TestCase(nameof(FigureFormat.Png))]
    [TestCase(nameof(FigureFormat.Pdf))]
    public void The_same_figure_gives_the_same_bytes(string format)
    {
        byte[] Bytes() => Drawing.Bytes(Samples.Mixed(), Enum.Parse<FigureFormat>(format));
        byte[] first = Bytes();

        Assert.That(Bytes(), Is.EqualTo(first));
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void Text_is_inside_the_figure_and_of_a_size_that_journals_take(Figure figure)
    {
        Drawing drawing = new(figure);
        foreach (DrawnText text in drawing.Texts())
        {
            Assert.That(text.Left, Is.GreaterThanOrEqualTo(0), text.Text);
            Assert.That(text.Top, Is.GreaterThanOrEqualTo(0), text.Text);
            Assert.That(text.Right, Is.LessThanOrEqualTo(drawing.Width), text.Text);
            Assert.That(text.Bottom, Is.LessThanOrEqualTo(drawing.Height), text.Text);
            bool letter = figure.Panels.Any(panel => panel.Letter == text.Text) && text.Size > 7;
            Assert.That(text.Size, letter ? Is.EqualTo(8) : Is.InRange(5, 7), text.Text);
        }
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void The_unit_and_the_power_of_ten_of_an_axis_are_never_cut(Figure figure)
    {
        Drawing drawing = new(figure);
        string drawn = Letters(drawing.Texts());
        foreach (AxisLayout axis in drawing.Layouts.SelectMany(layout => new[] { layout.X, layout.Y, layout.Bar }).OfType<AxisLayout>())
        {
            string unit = string.Concat(RichText.Parse(AxisLayout.Parts(axis.Heading).Unit).Select(run => run.Text));
            Assert.That(drawn, Does.Contain(unit.Replace(" ", "", StringComparison.Ordinal)), axis.Heading);
        }
    }

    [Test]
    public void A_name_that_is_longer_than_its_axis_takes_two_lines()
    {
        Axis time = new("Time", "s"), change = new("Change of the mean weight", "pA"), size = new("Mean size of the gradients");
        Figure figure = new("", [
            new Panel("a", time, change, [new LineSeries("", Palette.Blue, [0, 1], [0, 4e-7])]),
            new Panel("b", time, change, [new HeatMapSeries(size, [0, 1], [0, 1], new double[,] { { 0, 1e-6 }, { 2e-6, 3e-6 } })])])
        { Columns = 2, RowHeight = 38 };

        Drawing drawing = new(figure);

        string drawn = Letters(drawing.Texts().Where(text => text.Rotated));
        Assert.Multiple(() =>
        {
            Assert.That(drawing.Layouts.Select(layout => layout.Y.Lines), Is.EqualTo(new[] { 2, 2 }));
            Assert.That(drawing.Layouts[1].Bar!.Lines, Is.EqualTo(2));
            Assert.That(drawn, Does.Not.Contain("…").And.Contain("(10−9pA)").And.Contain("(×10−6)"));
            No_text_overlaps_another(figure);
            Text_is_inside_the_figure_and_of_a_size_that_journals_take(figure);
        });
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void No_text_overlaps_another(Figure figure)
    {
        DrawnText[] texts = [.. new Drawing(figure).Texts()];
        for (int i = 0; i < texts.Length; i++)
        {
            // Slanted names fill their boxes along a diagonal only, and raised letters belong to those before them.
            for (int j = 0; j < i; j++)
            {
                bool joined = texts[i].Rotated
                    ? Math.Abs(texts[j].Top - texts[i].Bottom) < 0.05
                    : Math.Abs(texts[j].Right - texts[i].Left) < 0.05;
                if (!IsSlanted(texts[i], figure) && !IsSlanted(texts[j], figure) && !joined)
                    Assert.That(texts[i].Overlaps(texts[j]), Is.False, $"{texts[i]} / {texts[j]}");
            }
        }
    }

    [Test]
    public void Every_text_is_escaped()
    {
        const string Nasty = "<script>alert('a' && \"b\")</script>";
        Figure figure =
            new(Nasty, [new Panel("a", new Axis(Nasty), new Axis("y"), [new LineSeries(Nasty, Palette.Blue, [0, 1], [0, 1])])])
            {
                Caption =
                Nasty + "\0\ud800"
            };

        Drawing drawing = new(figure);

        Assert.That(drawing.Root.Elements().First().Value, Is.EqualTo(Nasty));
        Assert.That(drawing.Root.Elements().ElementAt(1).Value, Is.EqualTo(Nasty + "\uFFFD\uFFFD"));
        Assert.That(drawing.Texts().Select(text => text.Text), Has.Exactly(2).EqualTo(Nasty));
        Assert.That(drawing.Root.Descendants().Select(element => element.Name.LocalName), Has.None.EqualTo("script"));
    }

    [Test]
    public void Plots_line_up_and_those_of_all_columns_are_equally_wide()
    {
        Panel narrow = Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 1], [0, 1])).Panels[0];
        Panel wide = narrow with { Letter = "b", Y = new Axis("Weight") { Maximum = 1.00001, Minimum = 1 } };

        Box[] plots =
            [.. FigureLayout.Of(new Figure("", [narrow, narrow, wide, narrow]) { Columns = 2 }).Select(layout => layout.Plot)];

        Assert.That(plots[0].Left, Is.EqualTo(plots[2].Left));
        Assert.That(plots[0].Top, Is.EqualTo(plots[1].Top));
        Assert.That(plots.Select(plot => plot.Width), Is.All.EqualTo(plots[0].Width).Within(1e-9));
        Assert.That(plots.Select(plot => plot.Height), Is.All.EqualTo(plots[0].Height).Within(1e-9));
    }

    [Test]
    public void Shared_axes_have_one_range_and_are_written_once()
    {
        Panel first = Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 1], [0, 1])).Panels[0];
        Panel second = first with { Letter = "b", Series = [new LineSeries("", Palette.Blue, [0, 4], [-3, 9])] };
        Figure figure = new("", [first, second, second, first]) { Columns = 2 };
        figure = figure with { Panels = [.. figure.Panels.Select((panel, i) => panel with { Letter = $"{i}" })] };

        Drawing apart = new(figure), shared = new(figure with { Shared = SharedAxes.Columns | SharedAxes.Rows });

        Assert.That(apart.Texts().Count(text => text.Text == "Time (s)"), Is.EqualTo(4));
        Assert.That(shared.Texts().Count(text => text.Text == "Time (s)"), Is.EqualTo(2));
        Assert.That(shared.Texts().Count(text => text.Text == "Rate (Hz)"), Is.EqualTo(2));
        Assert.That(shared.Layouts[0].Y.Range, Is.EqualTo(shared.Layouts[1].Y.Range));
        Assert.That(shared.Layouts[0].X.Range, Is.EqualTo(shared.Layouts[2].X.Range));
        Assert.That(shared.Layouts[0].Y.Range.High, Is.GreaterThanOrEqualTo(9));

        Panel own = second with { Letter = "own", Y = second.Y with { Minimum = -3, Maximum = 9 } };
        Drawing alone = new(figure with { Panels = [first, own], Shared = SharedAxes.Rows });
        Assert.That(alone.Texts().Count(text => text.Text == "Rate (Hz)"), Is.EqualTo(2), "fixed ends are kept, and written");
        Assert.That(alone.Layouts[0].Y.Range, Is.Not.EqualTo(alone.Layouts[1].Y.Range));

        Drawing incomplete = new(figure with { Panels = [.. figure.Panels.Take(3)], Shared = SharedAxes.Columns });
        Assert.That(incomplete.Layouts.Select(layout => layout.X.Heading), Is.EqualTo(new[] { "", "Time (s)", "Time (s)" }));
    }

    [Test]
    public void A_figure_is_never_taller_than_a_page_has_room()
    {
        Panel panel = Drawing.Sheet().Panels[0];
        Figure figure = new("", [.. Enumerable.Range(0, 8).Select(i => panel with { Letter = $"{i}" })]) { RowHeight = 60 };

        Assert.That(figure.Height, Is.EqualTo(Figure.Tallest));
    }

    [Test]
    public void Panels_that_take_too_many_columns_are_refused()
    {
        Figure figure = new("", [new Panel("a", new Axis("x"), new Axis("y"), []) { ColumnSpan = 3 }]) { Columns = 2 };

        Assert.That(() => Drawing.Render(figure), Throws.ArgumentException.With.Message.Contains("'a'"));
    }

    [Test]
    public void Images_have_300_pixels_per_inch_and_pages_the_size_of_the_figure()
    {
        Figure figure = Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 1], [0, 1]));

        byte[] png = Drawing.Bytes(figure, FigureFormat.Png);
        string pdf = System.Text.Encoding.Latin1.GetString(Drawing.Bytes(figure, FigureFormat.Pdf));

        Assert.That(png.AsSpan(1, 3).ToArray(), Is.EqualTo("PNG"u8.ToArray()));
        Assert.That((png[18] << 8) + png[19], Is.EqualTo(Math.Ceiling(89 / 25.4 * 300)));
        Assert.That((png[22] << 8) + png[23], Is.EqualTo(Math.Ceiling(60 / 25.4 * 300)));

        // Programs for text and pages take the size of an image from its resolution: 300 per inch, 11,811 per metre. The chunk follows the
        // header, and has the checksum of its name and content (PNG specification, annex D).
        Assert.That(png.AsSpan(37, 4).ToArray(), Is.EqualTo("pHYs"u8.ToArray()));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(41)), Is.EqualTo(11_811));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(45)), Is.EqualTo(11_811));
        uint sum = uint.MaxValue;
        foreach (byte part in png.AsSpan(37, 13))
        {
            sum ^= part;
            for (int bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
        }

        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(50)), Is.EqualTo(~sum));
        double[] box = [.. Regex.Match(pdf, @"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]").Groups.Values.Skip(1)
            .Select(size => double.Parse(size.Value, CultureInfo.InvariantCulture))];
        Assert.That(box, Is.EqualTo(new[] { 89 / 25.4 * 72, 60 / 25.4 * 72 }).Within(0.12), "points, rounded to 1/300 inch");
        Assert.That(Regex.Matches(pdf, @"/BaseFont /([\w+-]+)").Select(font => font.Groups[1].Value),
            Is.Not.Empty.And.All.Contains("LiberationSans"));
    }

    // Without blanks, which the runs of a text lose at their ends.
    private static string Letters(IEnumerable<DrawnText> texts) =>
        string.Concat(texts.Select(text => text.Text)).Replace(" ", "", StringComparison.Ordinal);

    private static bool IsSlanted(DrawnText text, Figure figure) =>
        text.Rotated && figure.Panels.Any(panel =>
            panel.X.Categories?.Any(name => name.StartsWith(text.Text.TrimEnd('…'), StringComparison.Ordinal)) == true);
}
