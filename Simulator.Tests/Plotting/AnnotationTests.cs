using System.Xml.Linq;
using Spiking.Plotting;

namespace Spiking.Tests.Plotting;

public sealed class AnnotationTests
{
    [Test]
    public void Labels_of_neighbouring_lines_do_not_overlap()
    {
        Drawing drawing = With(panel => panel with
        {
            Lines = [
                new(Direction.Vertical, 40) { Label = "teacher on" }, new(Direction.Vertical, 45) { Label = "teacher off" }],
        });

        Assert.That(drawing.Text("teacher on").Right, Is.LessThan(drawing.Text("teacher off").Left));
    }

    [Test]
    public void Span_labels_stand_over_the_middle_of_the_visible_part()
    {
        Drawing drawing = With(panel => panel with
        {
            X = panel.X with { Minimum = 0, Maximum = 100 },
            Spans = [new(50, 1000) { Label = "learning", Colour = Palette.Green }],
        });

        DrawnText label = drawing.Text("learning");
        XElement shading = drawing.Rectangles(Palette.Green).Single();
        double middle = Drawing.Number(shading, "x") + (Drawing.Number(shading, "width") / 2);

        Assert.That(Drawing.Number(shading, "width"), Is.EqualTo(drawing.Plot.Width / 2).Within(0.03));
        Assert.That((label.Left + label.Right) / 2, Is.EqualTo(middle).Within(0.03));
        Assert.That(label.Bottom, Is.LessThan(drawing.Plot.Top));
    }

    [Test]
    public void Labels_without_room_are_left_out()
    {
        Drawing drawing = With(panel => panel with { Spans = [new(50, 50.5) { Label = "very short", Colour = Palette.Green }] });

        Assert.That(drawing.Texts().Select(text => text.Text), Has.None.StartsWith("v"));
        Assert.That(drawing.Rectangles(Palette.Green), Has.Count.EqualTo(1));
    }

    [Test]
    public void Reference_lines_are_inside_the_range()
    {
        Drawing drawing = With(panel => panel with { Lines = [new(Direction.Horizontal, 6)] });

        Assert.That(drawing.Layouts[0].Y.Range.High, Is.GreaterThan(6));
    }

    private static Drawing With(Func<Panel, Panel> change)
    {
        Figure figure = Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 100], [0, 1]));
        return new Drawing(figure with { Panels = [change(figure.Panels[0])] });
    }
}
