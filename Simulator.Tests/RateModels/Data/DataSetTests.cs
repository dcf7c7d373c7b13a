using Spiking.RateModels.Data;

namespace Spiking.Tests.RateModels.Data;

public class DataSetTests
{
    private static DataFolders Only(string? folder) => new(folder, null, []);

    [Test]
    public void The_digits_are_a_part_of_the_program()
    {
        DataSet digits = DataSet.Load(new DigitsDataDescription(), Only(null));
        Assert.That((digits.Training.Count, digits.Validation.Count, digits.Test.Count), Is.EqualTo((1437, 0, 360)));
        Assert.That(digits.Training.Shape, Is.EqualTo(new ImageShape(1, 8, 8)));
        Assert.That(digits.Citation, Does.Contain("Alpaydin").And.Contain("CC BY 4.0"));

        // How often each digit is in the published test set, and the sum of all of its pixels (x 16).
        byte[] labels = [.. digits.Training.Labels, .. digits.Test.Labels];
        Assert.That(labels.GroupBy(label => label).OrderBy(group => group.Key).Select(group => group.Count()),
            Is.EqualTo(new[] { 178, 182, 177, 183, 181, 182, 181, 179, 174, 180 }));
        Assert.That(16 * (digits.Training.Pixels.Sum(x => (double)x) + digits.Test.Pixels.Sum(x => (double)x)), Is.EqualTo(561_718));
    }

    [Test]
    public void A_split_uses_every_image_at_most_once_and_keeps_their_order()
    {
        DigitsDataDescription description = new() { TrainingExamples = 1000, ValidationExamples = 300, TestExamples = 497 };
        DataSet split = DataSet.Load(description, Only(null));
        float[][] all = Rows(DataSet.Load(new DigitsDataDescription { TrainingExamples = 1796, TestExamples = 1 }, Only(null)));
        Assert.That(Rows(split).Select(Key).Order(), Is.EqualTo(all.Select(Key).Order()));
        Assert.That(Rows(DataSet.Load(description, Only(null))), Is.EqualTo(Rows(split)), "the same split again");
        Assert.That(Rows(DataSet.Load(description with { SplitSeed = 1 }, Only(null))), Is.Not.EqualTo(Rows(split)));

        // The images of one part stand in the order of the file: the position of each among all of them rises.
        float[][] file = Rows(DataSet.Load(new DigitsDataDescription { TrainingExamples = 1796, TestExamples = 1 }, Only(null)))[..1796];
        Dictionary<string, int> places = [];
        for (int i = 0; i < file.Length; i++) places[Key(file[i])] = i;
        int[] order = [.. Enumerable.Range(0, 1000).Select(i => Key(split.Training[i].ToArray())).Where(places.ContainsKey)
            .Select(key => places[key])];
        Assert.That(order, Is.Ordered);

        static string Key(float[] row) => string.Join(' ', row);
        static float[][] Rows(DataSet set) =>
            [.. new[] { set.Training, set.Validation, set.Test }.SelectMany(part =>
                Enumerable.Range(0, part.Count).Select(i => part[i].ToArray()))];
    }

    [Test]
    public void Ones_own_images_are_read_from_a_folder()
    {
        using TemporaryFolder folder = new();
        ImageFiles.WriteOwn(folder, "mine");
        DataSet own = DataSet.Load(new IdxDataDescription { Folder = "mine" }, Only(folder.Path));
        Assert.That((own.Name, own.Training.Count, own.Test.Count, own.Training.Classes), Is.EqualTo(("mine", 6, 3, 5)));
        Assert.That(own.Training.Shape, Is.EqualTo(new ImageShape(1, 3, 2)));
        Assert.That(own.Training[1][2], Is.EqualTo(7 * 8 / 255f));
        Assert.That(own.Files[1], Does.EndWith("train-labels-idx1-ubyte.gz (SHA-256 not known)"));
        Assert.That(
            () => DataSet.Load(new IdxDataDescription { Folder = "mine", ValidationExamples = 4, TrainingExamples = 3 }, Only(folder.Path)),
            Throws.TypeOf<DataSetException>()
                .With.Message.Contains("4 images held out and 3 to learn from are more than the 6 that were found"));
        Assert.That(
            () => DataSet.Load(new IdxDataDescription { Folder = "mine", TestExamples = 4 }, Only(folder.Path)),
            Throws.TypeOf<DataSetException>().With.Message.Contains("4 images for tests are wanted, but there are 3."));
    }

    [Test]
    public void Standardization_subtracts_the_mean_and_divides_by_the_deviation()
    {
        using TemporaryFolder folder = new();
        ImageFiles.WriteOwn(folder, "mine");
        DataSet plain = DataSet.Load(new IdxDataDescription { Folder = "mine" }, Only(folder.Path));
        DataSet standard =
            DataSet.Load(new IdxDataDescription { Folder = "mine", Standardization = Standardization.Mnist }, Only(folder.Path));
        Assert.That(standard.Training.Pixels, Is.EqualTo(plain.Training.Pixels.Select(x => (x - 0.131f) / 0.308f)).Within(1e-6f));
        Assert.That(standard.Training.Black, Is.EqualTo(new[] { -0.131f / 0.308f }).Within(1e-6f));
    }

    [Test]
    public void What_is_missing_is_named_with_size_checksum_source_and_where_it_was_looked_for()
    {
        using TemporaryFolder folder = new();
        DataSetException missing = Assert.Throws<DataSetException>(() => DataSet.Load(new MnistDataDescription(), Only(folder.Path)))!;
        Assert.That(missing.Message, Does.Contain("\"mnist\" was not found")
            .And.Contain(
                "train-images-idx3-ubyte    47,040,016 bytes  SHA-256 ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")
            .And.Contain("LeCun").And.Contain("--data FOLDER").And.Contain("SPIKING_DATA is not set").And.Contain(folder.Path));

        ImageFiles.Write(folder, Path.Combine("mnist", PublishedSet.IdxNames[0]), ImageFiles.Images(1, 28, 28));
        DataSetException part = Assert.Throws<DataSetException>(() => DataSet.Load(new MnistDataDescription(), Only(folder.Path)))!;
        Assert.That(part.Message,
            Does.Contain($"{folder.File("mnist")} (--data): \"train-labels-idx1-ubyte\", \"t10k-images-idx3-ubyte\" and "
                + "\"t10k-labels-idx1-ubyte\" are missing"));
        Assert.That(() => Only(folder.File("nothing")),
            Throws.TypeOf<DataSetException>().With.Message.Contains("given by --data, does not exist"));
    }

    [Test]
    public void A_given_folder_comes_before_that_of_the_environment_and_the_usual_ones()
    {
        using TemporaryFolder given = new(), variable = new(), usual = new();
        ImageFiles.WriteOwn(usual, "mine");
        Assert.That(FoundIn(), Does.StartWith(usual.Path));
        ImageFiles.WriteOwn(variable, "mine");
        Assert.That(FoundIn(), Does.StartWith(variable.Path));
        ImageFiles.WriteOwn(given, "mine");
        Assert.That(FoundIn(), Does.StartWith(given.Path));

        string FoundIn() =>
            DataSet.Load(new IdxDataDescription { Folder = "mine" }, new DataFolders(given.Path, variable.Path, [usual.Path]))
            .Files[0];
    }

    [Test]
    public void A_smaller_file_under_the_name_of_a_published_one_is_refused()
    {
        using TemporaryFolder folder = new();
        ImageFiles.WriteOwn(folder, "fashion-mnist");
        Assert.That(
            () => DataSet.Load(new FashionMnistDataDescription(), Only(folder.Path)),
            Throws.TypeOf<DataSetException>()
                .With.Message.Contains("it has 52 bytes (uncompressed), but the published file has 47,040,016"));
    }
}
