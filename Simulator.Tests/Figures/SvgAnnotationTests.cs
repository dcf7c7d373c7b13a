using System.Xml.Linq;
using Spiking.Figures;

namespace Spiking.Tests.Figures;

public sealed class SvgAnnotationTests
{
    [Test]
    public void Labels_of_neighbouring_lines_do_not_overlap()
    {
        XElement[] labels = Annotations(panel => panel with
        {
            Lines = [
                new(Direction.Vertical, 40) { Label = "teacher on" }, new(Direction.Vertical, 45) { Label = "teacher off" },
                new(Direction.Horizontal, 0.5) { Label = "chance" }, new(Direction.Horizontal, 0.52) { Label = "theory" }],
        });

        Assert.That(labels.Select(Drawing.Shown), Is.EqualTo(new[] { "teacher on", "teacher off", "theory", "chance" }));
        Assert.That(Drawing.Bounds(labels[0]).Right, Is.LessThan(Drawing.Bounds(labels[1]).Left));
        Assert.That(Drawing.Bounds(labels[2]).Bottom, Is.LessThan(Drawing.Bounds(labels[3]).Top + 2));
    }

    [Test]
    public void Span_labels_stand_over_the_middle_of_the_visible_part()
    {
        Drawing drawing = With(panel => panel with { Spans = [new(50, double.PositiveInfinity) { Label = "learning", Colour = Palette.Green }] });

        XElement label = Drawing.Texts(drawing.Root, "annotation").Single();
        XElement shading = drawing.Rectangles(Palette.Green).Single(), plot = Drawing.Plot(drawing.Panels.First());
        double middle = Drawing.Number(shading, "x") + (Drawing.Number(shading, "width") / 2);

        Assert.That(Drawing.Number(shading, "width"), Is.EqualTo((Drawing.Number(plot, "width") - 2) / 2).Within(0.03));
        Assert.That(Drawing.Number(label, "x"), Is.EqualTo(middle).Within(0.02));
        Assert.That(Drawing.Bounds(label).Bottom, Is.LessThan(Drawing.Number(plot, "y") + 1));
    }

    [Test]
    public void Labels_without_room_are_left_out_but_stay_readable_as_tooltips()
    {
        Drawing drawing = With(panel => panel with { Spans = [new(50, 50.5) { Label = "very short", Colour = Palette.Green }] });

        Assert.That(Drawing.Texts(drawing.Root, "annotation"), Is.Empty);
        Assert.That(drawing.Rectangles(Palette.Green).Single().Value, Is.EqualTo("very short"));
    }

    [Test]
    public void Reference_lines_are_inside_the_range()
    {
        Drawing drawing = With(panel => panel with { Lines = [new(Direction.Horizontal, 6)] });

        string path = drawing.Paths(Palette.Reference).Single();
        XElement plot = Drawing.Plot(drawing.Panels.First());
        Assert.That(Drawing.Corners(path)[0].Y, Is.GreaterThan(Drawing.Number(plot, "y") + 1));
    }

    private static XElement[] Annotations(Func<Panel, Panel> change) => [.. Drawing.Texts(With(change).Root, "annotation")];

    private static Drawing With(Func<Panel, Panel> change)
    {
        Figure figure = Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 100], [0, 1]));
        return new Drawing(figure with { Panels = [change(figure.Panels[0])] });
    }
}
