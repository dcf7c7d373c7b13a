using Spiking.Commands;
using Spiking.Files;

namespace Spiking.Tests.Architecture;

/// <summary>Names of records that files describe end in Description; the objects that run have the plain name.</summary>
public sealed class NamingTests
{
    private const string Ending = "Description";

    // Without exceptions.
    [Test]
    public void Every_record_that_a_file_can_say_ends_in_Description()
    {
        ReferencePlan plan = new(ReferenceCommand.Files);
        IEnumerable<Type> records =
            [.. plan.Pages.Select(page => page.Root), .. plan.Described.OfType<RecordShape>().Select(shape => shape.Type)];
        Assert.That(records.Distinct().Where(type => !type.Name.EndsWith(Ending, StringComparison.Ordinal)).Select(type => type.FullName),
            Is.Empty);
    }
}
