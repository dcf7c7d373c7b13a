using System.Xml.Linq;
using Spiking.Plotting;
using Spiking.Plotting.Drawing;
using Spiking.Reports;
using Spiking.Tests.Plotting;

namespace Spiking.Tests.Reports;

public sealed class ReportTests
{
    private const string Nasty = "</style><script>alert(\"1\" & '2')</script>\0";
    private const string Legible = "</style><script>alert(\"1\" & '2')</script>\uFFFD";

    [Test]
    public void Every_part_is_escaped_and_the_page_is_well_formed()
    {
        XElement page = Read(new Report(Nasty).Heading(Nasty).Summary(Nasty).KeyValues(Nasty, [(Nasty, Nasty)])
            .Table(new(Nasty, [Nasty], [[Nasty]])).Figure(Samples.Mixed() with { Caption = Nasty }, [Nasty])
            .Files(Nasty, [Nasty]).Raw(Nasty, Nasty));

        foreach (string name in new[] { "title", "h1", "h2", "p", "caption", "th", "td", "li", "summary", "pre" })
            Assert.That(page.Descendants(name).Select(element => element.Value), Is.Not.Empty.And.All.EqualTo(Legible), name);
        Assert.That(page.Descendants("figcaption").Single().Value, Is.EqualTo($"Figure 1. Learning. {Legible} {Legible.Split('/')[^1]}"));
        Assert.That(page.Descendants("a").Select(link => link.Attribute("href")!.Value), Is.All.Match("^[A-Za-z0-9%._/-]+$"));
        Assert.That(page.Descendants("script"), Is.Empty);
    }

    [Test]
    public void The_page_needs_nothing_from_elsewhere()
    {
        string text = Text(new Report("Run").Figure(Samples.Mixed()).Raw("run.json", "{}"));

        Assert.That(text, Does.StartWith("<!DOCTYPE html>\n<html lang=\"en\">"));
        Assert.That(text, Does.Contain("charset=\"utf-8\"").And.Contain("width=device-width"));
        Assert.That(text, Does.Not.Match("(?i)<script|<link|src=|href=\"(?![A-Za-z0-9%._/-]+\")|url\\((?!#)|@import"));
    }

    [Test]
    public void The_style_sheet_reaches_the_browser_as_it_is()
    {
        string text = Text(new Report("Run"));
        int from = text.IndexOf("<style>", StringComparison.Ordinal), to = text.IndexOf("</style>", StringComparison.Ordinal);

        Assert.That(text[from..to], Does.Contain("@media print").And.Not.Contain("&"));
    }

    [Test]
    public void Elements_that_browsers_do_not_close_have_end_tags()
    {
        string text = Text(new Report("").Summary("").KeyValues("", [("", "")]).Table(new("", [], [])).Raw("", ""));

        Assert.That(text, Does.Not.Match("<(?!meta)[a-z0-9]+[^<>]*/>"));
    }

    [Test]
    public void Figures_are_drawn_into_the_page_in_order()
    {
        Figure first = Samples.Mixed(), second = Drawing.Sheet();

        XElement page = XDocument.Parse(Text(new Report("Run").Figure(first).Heading("Then").Figure(second))).Root!;

        string[] parts = [.. page.Element("body")!.Elements().Select(element => element.Name.LocalName)];
        Assert.That(parts, Is.EqualTo(new[] { "h1", "figure", "h2", "figure" }));
        XNamespace svg = "http://www.w3.org/2000/svg";
        XElement[] drawings = [.. page.Descendants("div").Elements(svg + "svg")];
        Assert.That(drawings, Has.Length.EqualTo(2));
        Assert.That(drawings[0].ToString(), Is.EqualTo(FigureRenderer.Of(first).Svg("f1c").ToString()));
        Assert.That(drawings[1].ToString(), Is.EqualTo(FigureRenderer.Of(second).Svg("f2c").ToString()));
        string[] names = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.That(names, Is.Not.Empty.And.Unique);
    }

    [Test]
    public void Raw_text_keeps_its_lines()
    {
        const string Json = "{\n  \"seed\": 1,\n  \"name\": \"a<b\"\n}";

        Assert.That(Read(new Report("Run").Raw("run.json", Json)).Descendants("pre").Single().Value, Is.EqualTo(Json));
    }

    [Test]
    public void Written_files_hold_the_page()
    {
        string path = Path.GetTempFileName();
        try
        {
            Report report = new Report("Run").Summary("τ = 2 s");
            report.Write(path);
            Assert.That(File.ReadAllText(path), Is.EqualTo(Text(report)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Text(Report report)
    {
        using StringWriter output = new();
        report.Write(output);
        return output.ToString();
    }

    private static XElement Read(Report report) => XDocument.Parse(Text(report), LoadOptions.PreserveWhitespace).Root!;
}
