using Spiking.Files;

namespace Spiking.RateModels.Data;

/// <summary>
/// Which data set an experiment learns, how many of its images it uses, and how pixels become inputs. What is left out or held out is drawn
/// at random with a seed of its own, so that all realizations of an experiment see the same split; the images that are used keep their
/// order.
/// </summary>
[VariantKey("set")]
internal abstract record DataDescription
{
    /// <summary>How pixels become inputs.</summary>
    public Standardization Standardization { get; init; } = Standardization.None;

    /// <summary>Number of images to learn from; absent: all that are left.</summary>
    [Bounds(AtLeast = 1)]
    public int? TrainingExamples { get; init; }

    /// <summary>
    /// Number of images that are held out of the training set for validation: nothing is learned from them, and their errors are measured
    /// where those of the images for tests are.
    /// </summary>
    [Bounds(AtLeast = 0)]
    public int ValidationExamples { get; init; }

    /// <summary>Number of images to test with; absent: all of the test set (of the digits, which have none, 360 are held out).</summary>
    [Bounds(AtLeast = 1)]
    public int? TestExamples { get; init; }

    /// <summary>Seed that decides which images are left out or held out.</summary>
    [Bounds(AtLeast = 0)]
    public long SplitSeed { get; init; }

    /// <summary>The files of the set, which a user has to get; null: it is a part of the program.</summary>
    internal virtual PublishedSet? Files => null;

    /// <summary>Number of images in the files for training; null if it is not known before they are read.</summary>
    internal abstract int? Available { get; }

    /// <summary>Number of images in the files for tests; null if it is not known, or if there are none.</summary>
    internal abstract int? AvailableForTests { get; }

    /// <summary>Size of the images and number of classes; null if they are not known before files are read.</summary>
    internal virtual (ImageShape Shape, int Classes)? Images => (new ImageShape(1, 28, 28), 10);

    /// <summary>Colour channels of the images.</summary>
    internal int Channels => Images?.Shape.Channels ?? 1;

    /// <summary>Number of images that are learned; null if it is not known before files are read.</summary>
    internal int? Learned => Available is int available ? Divide(available, AvailableForTests).Learned : null;

    /// <summary>Number of images to test with; null if it is not known before files are read.</summary>
    internal int? Tested => Available is int available ? Divide(available, AvailableForTests).Tested : null;

    /// <summary>
    /// How images are divided: those of a set without images for tests are tested with as well. The numbers are what is asked for, whether
    /// or not there are as many.
    /// </summary>
    /// <param name="available">Number of images for training.</param>
    /// <param name="forTests">Number of images for tests; null: the set has none of its own.</param>
    internal ImageDivision Divide(int available, int? forTests)
    {
        int tested = TestExamples ?? forTests ?? HeldOutForTests;
        long heldOut = (forTests is null ? (long)tested : 0) + ValidationExamples;
        return new ImageDivision(TrainingExamples ?? (int)Math.Max(1, available - heldOut), heldOut, tested);
    }

    /// <summary>Number of images that a set without images for tests is tested with unless the file says otherwise.</summary>
    private protected virtual int HeldOutForTests => 0;
}

/// <summary>Numbers of images of a data set.</summary>
/// <param name="Learned">Number of images that are learned.</param>
/// <param name="HeldOut">Number of images for training that are held out, for validation and for tests.</param>
/// <param name="Tested">Number of images to test with.</param>
internal readonly record struct ImageDivision(int Learned, long HeldOut, int Tested)
{
    /// <summary>Number of images for training that are needed.</summary>
    public long Used => HeldOut + Learned;
}

/// <summary>
/// The handwritten digits of Alpaydin and Kaynak (1998) that are a part of the program: 1,797 images of 8 x 8 pixels, 10 classes.
/// </summary>
/// <example><code>
/// { "set": "digits" }
/// </code></example>
[VariantName("digits")]
internal sealed record DigitsDataDescription : DataDescription
{
    internal override int? Available => DigitsFile.Examples;

    internal override int? AvailableForTests => null;

    internal override (ImageShape Shape, int Classes)? Images => (new ImageShape(1, 8, 8), DigitsFile.Classes);

    /// <summary>A fifth.</summary>
    private protected override int HeldOutForTests => 360;
}

/// <summary>MNIST: 60,000 and 10,000 images of handwritten digits, 28 x 28 pixels. Source: LeCun, Cortes and Burges 1998.</summary>
/// <example><code>
/// { "set": "mnist", "validationExamples": 10000 }
/// </code></example>
[VariantName("mnist")]
internal sealed record MnistDataDescription : DataDescription
{
    internal override PublishedSet? Files => PublishedSet.Mnist;

    internal override int? Available => 60_000;

    internal override int? AvailableForTests => 10_000;
}

/// <summary>
/// Fashion-MNIST: 60,000 and 10,000 images of clothes, 28 x 28 pixels, 10 classes. Source: Xiao, Rasul and Vollgraf 2017.
/// </summary>
/// <example><code>
/// { "set": "fashion-mnist", "trainingExamples": 20000 }
/// </code></example>
[VariantName("fashion-mnist")]
internal sealed record FashionMnistDataDescription : DataDescription
{
    internal override PublishedSet? Files => PublishedSet.FashionMnist;

    internal override int? Available => 60_000;

    internal override int? AvailableForTests => 10_000;
}

/// <summary>
/// CIFAR-10: 50,000 and 10,000 colour images of 32 x 32 pixels, 10 classes. As many of the five training batches are read as are there.
/// Source: Krizhevsky 2009.
/// </summary>
/// <example><code>
/// { "set": "cifar10", "augmentation": false }
/// </code></example>
[VariantName("cifar10")]
internal sealed record Cifar10DataDescription : DataDescription
{
    /// <summary>
    /// Whether training images are padded by 4 black pixels, cropped at random and mirrored at random, anew in every epoch.
    /// </summary>
    public bool Augmentation { get; init; } = true;

    internal override PublishedSet? Files => PublishedSet.Cifar10;

    internal override int? Available => 50_000;

    internal override int? AvailableForTests => 10_000;

    internal override (ImageShape Shape, int Classes)? Images => (new ImageShape(3, 32, 32), 10);
}

/// <summary>Images of one's own in IDX format: a folder with four files that are named like those of MNIST.</summary>
/// <example><code>
/// { "set": "idx", "folder": "letters" }
/// </code></example>
[VariantName("idx")]
internal sealed record IdxDataDescription : DataDescription
{
    /// <summary>Name of the folder with the four files, within a folder of data sets.</summary>
    [NotEmpty]
    public required string Folder { get; init; }

    internal override PublishedSet? Files =>
        new(Folder, [.. PublishedSet.IdxNames.Select(name => new PublishedFile(name, null, null))], [Folder], "", "");

    internal override int? Available => null;

    internal override int? AvailableForTests => null;

    internal override (ImageShape Shape, int Classes)? Images => null;
}
