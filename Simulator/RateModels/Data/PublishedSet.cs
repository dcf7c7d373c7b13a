namespace Spiking.RateModels.Data;

/// <summary>A published data set that a user has to get: its files, where they usually are, and who made it.</summary>
/// <param name="Name">Name in experiment files.</param>
/// <param name="Files">Its files, for training first.</param>
/// <param name="Folders">How the folder of its files is usually called within a folder of data sets.</param>
/// <param name="Citation">Who made it.</param>
/// <param name="Source">Where people get it, in a sentence.</param>
internal sealed record PublishedSet(
    string Name, IReadOnlyList<PublishedFile> Files, IReadOnlyList<string> Folders, string Citation, string Source)
{
    private const long TrainingImages = 47_040_016, TrainingLabels = 60_008, TestImages = 7_840_016, TestLabels = 10_008,
        CifarBatch = 30_730_000;

    /// <summary>The names of the four files of MNIST and of whatever follows it.</summary>
    public static readonly string[] IdxNames = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte"];

    public static readonly PublishedSet Mnist = new(
        "mnist",
        [
            new(IdxNames[0], TrainingImages, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            new(IdxNames[1], TrainingLabels, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            new(IdxNames[2], TestImages, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            new(IdxNames[3], TestLabels, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        ],
        ["mnist", "MNIST", Path.Combine("MNIST", "raw")],
        "Y. LeCun, C. Cortes and C. J. C. Burges, The MNIST database of handwritten digits, 1998",
        "Its authors describe it on the page \"The MNIST database of handwritten digits\" (yann.lecun.com/exdb/mnist).");

    public static readonly PublishedSet FashionMnist = new(
        "fashion-mnist",
        [
            new(IdxNames[0], TrainingImages, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            new(IdxNames[1], TrainingLabels, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            new(IdxNames[2], TestImages, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            new(IdxNames[3], TestLabels, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        ],
        ["fashion-mnist", "FashionMNIST", Path.Combine("FashionMNIST", "raw")],
        "H. Xiao, K. Rasul and R. Vollgraf, Fashion-MNIST: a novel image dataset for benchmarking machine learning "
        + "algorithms, 2017 (MIT licence)",
        "Its authors offer it on the project page zalandoresearch/fashion-mnist; on Debian and Ubuntu the package "
        + "dataset-fashion-mnist installs it.");

    public static readonly PublishedSet Cifar10 = new(
        "cifar10",
        [
            new("data_batch_1.bin", CifarBatch, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            new("data_batch_2.bin", CifarBatch, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            new("data_batch_3.bin", CifarBatch, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            new("data_batch_4.bin", CifarBatch, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            new("data_batch_5.bin", CifarBatch, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
            new("test_batch.bin", CifarBatch, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")
            {
                // One of each class in turn.
                Reordered = "18cf04461dc65479d720ca1d4daf900d8c51f12f6d825013b71b6f578008cffb",
            },
        ],
        ["cifar10", "cifar-10-batches-bin", "CIFAR10"],
        "A. Krizhevsky, Learning multiple layers of features from tiny images, University of Toronto, 2009",
        "Its author offers the binary version on the page \"The CIFAR-10 dataset\" (www.cs.toronto.edu/~kriz/cifar.html).");

    /// <summary>
    /// Whether some of its files are enough to learn and to test: all of them, but of several training batches at least one.
    /// </summary>
    /// <param name="paths">Their paths, in the order of the files; null for those that are missing.</param>
    public bool IsEnough(string?[] paths) => this == Cifar10
        ? paths[^1] is not null && paths[..^1].Any(path => path is not null)
        : !paths.Contains(null);

    /// <summary>The set to which a file of this checksum belongs, and the name of the file there; null if none is known.</summary>
    public static (string Set, string File)? OwnerOf(string sha256)
    {
        foreach (PublishedSet set in new[] { Mnist, FashionMnist, Cifar10 })
            if (set.Files.FirstOrDefault(file => file.Is(sha256)) is PublishedFile found) return (set.Name, found.Name);
        return null;
    }
}
