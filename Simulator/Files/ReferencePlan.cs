namespace Spiking.Files;

/// <summary>
/// A page of the reference: a kind of file, or a choice among records, with the records and enumerations that it introduces.
/// </summary>
/// <param name="Root">The record of a whole file, or the record among whose kinds a file chooses.</param>
internal sealed record ReferencePage(Type Root)
{
    /// <summary>The heading of the page.</summary>
    public string Title { get; } = Markdown.Heading(SchemaDefinitions.NameOf(Root));

    /// <summary>The name of the file.</summary>
    public string FileName => Markdown.Anchor(Title) + ".md";

    /// <summary>The parts of the page in their order, by heading.</summary>
    public OrderedDictionary<string, ValueShape> Sections { get; } = [];
}

/// <summary>
/// Which page describes what. Every kind of file has a page, and so does every choice among records. Any other record or enumeration is
/// described once, on the page of the first record that has a key for it.
/// </summary>
internal sealed class ReferencePlan
{
    private readonly List<ReferencePage> _pages = [];
    private readonly Dictionary<Type, (ReferencePage Page, string Heading)> _places = [];

    /// <summary>Plans the pages.</summary>
    /// <param name="files">The records of the kinds of files.</param>
    public ReferencePlan(IEnumerable<Type> files)
    {
        foreach (Type file in files)
        {
            ValueShape shape = ValueShape.Of(file, null);
            Visit(shape, shape is RecordShape ? AddPage(file) : null);
        }
    }

    /// <summary>The pages, in the order in which files lead to them.</summary>
    public IReadOnlyList<ReferencePage> Pages => _pages;

    /// <summary>The records and enumerations that the pages describe.</summary>
    public IEnumerable<ValueShape> Described => _pages.SelectMany(page => page.Sections.Values);

    /// <summary>A link to the description of a record, choice of records or enumeration.</summary>
    /// <param name="shape">What is described.</param>
    /// <param name="from">The page that has the link.</param>
    public string LinkTo(ValueShape shape, ReferencePage from)
    {
        if (shape is VariantShape)
        {
            ReferencePage chosen = _pages.Single(page => page.Root == shape.Type);
            return $"[{chosen.Title.ToLowerInvariant()}]({chosen.FileName})";
        }

        (ReferencePage page, string heading) = _places[shape.Type];
        return $"[{heading.ToLowerInvariant()}]({(page == from ? "" : page.FileName)}#{Markdown.Anchor(heading)})";
    }

    private ReferencePage AddPage(Type root)
    {
        ReferencePage page = new(root);
        if (_pages.Find(other => other.FileName == page.FileName) is ReferencePage other)
            throw new ArgumentException(
                $"{root} and {other.Root} would have the same page {page.FileName}; give one of them another name.");
        _pages.Add(page);
        return page;
    }

    private void Visit(ValueShape shape, ReferencePage? page)
    {
        switch (shape)
        {
            case ListShape list:
                Visit(list.Element, page);
                break;
            case MapShape map:
                Visit(map.Element, page);
                break;
            case VariantShape variant when !_pages.Exists(known => known.Root == variant.Type):
                ReferencePage own = AddPage(variant.Type);
                // All of them first, so that what they have in common comes after them.
                foreach ((string name, RecordShape kind) in variant.Variants) Place(kind, own, name);
                foreach (RecordShape kind in variant.Variants.Values) VisitFields(kind, own);
                break;
            case RecordShape record when !_places.ContainsKey(record.Type):
                Place(record, page!, Markdown.Heading(SchemaDefinitions.NameOf(record.Type)));
                VisitFields(record, page!);
                break;
            case ChoiceShape choice when !_places.ContainsKey(choice.Type):
                Place(choice, page!, Markdown.Heading(choice.Type.Name));
                break;
        }
    }

    private void VisitFields(RecordShape record, ReferencePage page)
    {
        foreach (FieldShape field in record.Fields) Visit(field.Shape, page);
    }

    private void Place(ValueShape shape, ReferencePage page, string heading)
    {
        if (!page.Sections.TryAdd(heading, shape))
            throw new ArgumentException(
                $"{shape.Type} and {page.Sections[heading].Type} would have the same heading in {page.FileName}, {heading}.");
        _places.Add(shape.Type, (page, heading));
    }
}
