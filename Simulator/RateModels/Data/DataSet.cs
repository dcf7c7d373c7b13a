using System.Globalization;
using Spiking.Numerics;

namespace Spiking.RateModels.Data;

/// <summary>A data set, ready to learn: images for training, for validation (perhaps none) and for tests.</summary>
/// <param name="Name">Its name in experiment files.</param>
/// <param name="Citation">Who made it, and its licence where it is a part of the program.</param>
/// <param name="Training">Images to learn from.</param>
/// <param name="Validation">Images held out of the training set, to choose by their errors what is tested.</param>
/// <param name="Test">Images to test with.</param>
/// <param name="Files">The files that were read, with what is known of them, for reports.</param>
internal sealed record DataSet(
    string Name, string Citation, LabelledImages Training, LabelledImages Validation, LabelledImages Test, IReadOnlyList<string> Files)
{
    private const int CifarPadding = 4;

    /// <summary>The numbers of its images, for reports.</summary>
    public string Counts => string.Create(CultureInfo.InvariantCulture,
        $"{Training.Count:N0} images to learn from, {(Validation.Count > 0 ? $"{Validation.Count:N0} for validation, " : "")}"
        + $"{Test.Count:N0} to test with");

    /// <summary>Finds, reads, checks, splits and standardizes a data set.</summary>
    /// <param name="description">Which, and how.</param>
    /// <param name="folders">Where to look for its files.</param>
    /// <exception cref="DataSetException">It is not there, a file is not what it should be, or there are too few images.</exception>
    public static DataSet Load(DataDescription description, DataFolders folders)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(folders);
        return description switch
        {
            DigitsDataDescription => Split(
                description, "digits", DigitsFile.Citation, ["(a part of the program)"], DigitsFile.Read(), null, DigitsFile.Classes,
                    DigitsFile.FullLight),
            Cifar10DataDescription => LoadCifar(description, folders),
            IdxDataDescription => LoadIdx(description, description.Files!, folders, null),
            { Files: PublishedSet set } => LoadIdx(description, set, folders, 10),
            _ => throw new ArgumentException($"{description.GetType().Name} is no known kind of data set.", nameof(description)),
        };
    }

    /// <summary>The name of a data set whose files are in no folder; null: they are there, or a part of the program.</summary>
    /// <param name="description">Which set.</param>
    /// <param name="folders">Where to look for its files.</param>
    public static string? Missing(DataDescription description, DataFolders folders)
    {
        if (description.Files is not PublishedSet set) return null;
        try
        {
            folders.Find(set);
            return null;
        }
        catch (DataSetException)
        {
            return set.Name;
        }
    }

    /// <summary>The augmentation that a description asks for; null: none.</summary>
    /// <param name="description">The description.</param>
    /// <param name="seed">Seed of the run.</param>
    public static PadCropFlip? AugmentationOf(DataDescription description, long seed) =>
        description is Cifar10DataDescription { Augmentation: true } ? new PadCropFlip(CifarPadding, seed) : null;

    private static DataSet LoadIdx(DataDescription description, PublishedSet set, DataFolders folders, int? classes)
    {
        string?[] paths = folders.Find(set);
        bool isPublished = classes is not null;
        StoredImages training = IdxFile.Read(paths[0]!, paths[1]!, classes, isPublished ? (set.Files[0], set.Files[1]) : null);
        StoredImages test = IdxFile.Read(paths[2]!, paths[3]!, classes, isPublished ? (set.Files[2], set.Files[3]) : null);
        if (training.Shape != test.Shape)
            throw new DataSetException(
                $"{paths[0]} has images of {training.Shape}, but {paths[2]} of {test.Shape}: they do not belong together.");
        return Split(
            description, set.Name, set.Citation, [.. set.Files.Zip(paths, (file, path) => $"{path} ({file.Verdict()})")], training, test,
                classes ?? Classes(training, test), 255);
    }

    private static int Classes(StoredImages training, StoredImages test) => 1 + Math.Max(training.Labels.Max(), test.Labels.Max());

    private static DataSet LoadCifar(DataDescription description, DataFolders folders)
    {
        PublishedSet set = PublishedSet.Cifar10;
        string[] names = [.. set.Files.Select(file => file.Name)];
        string?[] paths = folders.Find(set);
        (string Path, PublishedFile File)[] found = [.. set.Files.Zip(paths).Where(pair => pair.Second is not null)
            .Select(pair => (pair.Second!, pair.First))];
        (StoredImages pool, IReadOnlyList<string> verdicts) = CifarFile.Read(found[..^1]);
        (StoredImages test, IReadOnlyList<string> verdict) = CifarFile.Read(found[^1..]);
        List<string> files =
        [
            .. found.Zip([.. verdicts, .. verdict], (batch, said) => $"{batch.Path} ({said})"),
            .. names.Where((_, i) => paths[i] is null).Select(name => $"{name} was not found: its 10,000 training images are left out"),
        ];
        return Split(description, set.Name, set.Citation, files, pool, test, CifarFile.Classes, 255);
    }

    // Divides images among training, validation and test (held out of the pool if it has no images of its own), and standardizes them.
    private static DataSet Split(
        DataDescription description,
        string name,
        string citation,
        IReadOnlyList<string> files,
        StoredImages pool,
        StoredImages? test,
        int classes,
        int fullLight)
    {
        RandomKey key = RandomKey.Of(description.SplitSeed, RandomPurpose.DataSplit);
        int[] order = new int[pool.Count];
        Permutation.Fill(order, key.Derive(0));
        ImageDivision division = description.Divide(pool.Count, test?.Count);
        if (division.Used > pool.Count)
        {
            throw new DataSetException(
                $"the data set \"{name}\": {division.HeldOut:N0} images held out and {division.Learned:N0} to learn from are more than the "
                + $"{pool.Count:N0} that were found:"
                + string.Concat(files.Select(file => Environment.NewLine + "  " + file)));
        }

        LabelledImages Part(StoredImages from, Span<int> examples)
        {
            examples.Sort();
            return from.Standardize(examples.ToArray(), classes, fullLight, description.Standardization);
        }

        int heldOut = (int)division.HeldOut;
        return new DataSet(
            name,
            citation,
            Part(pool, order.AsSpan(heldOut, division.Learned)),
            Part(pool, order.AsSpan(heldOut - description.ValidationExamples, description.ValidationExamples)),
            test is null
                ? Part(pool, order.AsSpan(0, division.Tested))
                : Part(test, TestExamples(division.Tested, test.Count, key.Derive(1), name)),
            files);
    }

    private static Span<int> TestExamples(int count, int available, RandomKey key, string name)
    {
        if (count > available)
            throw new DataSetException($"the data set \"{name}\": {count:N0} images for tests are wanted, but there are {available:N0}.");
        int[] order = new int[available];
        Permutation.Fill(order, key);
        return order.AsSpan(0, count);
    }
}
