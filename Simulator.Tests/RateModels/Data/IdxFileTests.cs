using Spiking.RateModels.Data;

namespace Spiking.Tests.RateModels.Data;

public class IdxFileTests
{
    private static readonly byte[] s_images = ImageFiles.Images(3, 4, 5), s_labels = ImageFiles.Labels(0, 9, 4);

    [TestCase(false)]
    [TestCase(true)]
    public void Images_and_labels_are_read_plain_or_gzipped_whatever_the_name(bool gzipped)
    {
        using TemporaryFolder folder = new();
        Func<byte[], byte[]> pack = gzipped ? ImageFiles.Gzip : bytes => bytes;
        StoredImages read = IdxFile.Read(
            ImageFiles.Write(folder, "images", pack(s_images)), ImageFiles.Write(folder, "labels.gz", pack(s_labels)), 10, null);
        Assert.That(read.Shape, Is.EqualTo(new ImageShape(1, 4, 5)));
        Assert.That(read.Labels, Is.EqualTo(new byte[] { 0, 9, 4 }));
        Assert.That(read.Pixels, Is.EqualTo(s_images[16..]));
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        byte[] wrongMagic = ImageFiles.Idx(0x0D03, [3, 4, 5], new byte[60]), reversed = ImageFiles.Idx(0x03080000, [3, 4, 5], new byte[60]);
        byte[] damaged = ImageFiles.Gzip(s_images), wrongSum = ImageFiles.Gzip(s_images),
            wrongWay = ImageFiles.Gzip(s_images);
        damaged[damaged.Length / 2] ^= 0x40;
        wrongSum[^6] ^= 1;
        wrongWay[2] ^= 1;
        yield return Case("two files exchanged", s_labels, s_images,
            "images: its magic number is 2049, but a file of images in IDX format begins with 2051: this is a file of labels");
        yield return Case("another type of numbers", wrongMagic, s_labels, "its magic number is 3331");
        yield return Case("bytes reversed", reversed, s_labels, "the order of the bytes is reversed");
        yield return Case("empty", [], s_labels, "images: the file is truncated: it ends before the end of its magic number");
        yield return Case("cut in the header", s_images[..9], s_labels, "it ends before the end of its header");
        yield return Case("cut in the images", s_images[..^1], s_labels,
            "it ends before the end of the 3 x 4 x 5 bytes that its header announces");
        yield return Case("gzipped after it was cut", ImageFiles.Gzip(s_images[..^1]), s_labels, "(after 75 bytes)");
        yield return Case("cut after it was gzipped", ImageFiles.Gzip(s_images)[..^30], s_labels, "images: ");
        yield return Case("something behind the images", [.. s_images, 1], s_labels,
            "it continues after the 3 x 4 x 5 bytes that its header announces, 76 bytes");
        yield return Case("a byte of the compressed data changed", damaged, s_labels, "images: ");
        yield return Case("a wrong sum", wrongSum, s_labels, "images: the file is damaged: its compressed data");
        yield return Case("a bit of the way of compression changed", wrongWay, s_labels,
            "images: the file is damaged: its compressed data");
        yield return Case("no image", ImageFiles.Idx(0x0803, [0, 4, 5], []), s_labels,
            "its header gives 0 for dimension 1; at least 1 is needed");
        yield return Case("a negative size", ImageFiles.Idx(0x0803, [3, -4, 5], []), s_labels, "its header gives -4 for dimension 2");
        yield return Case("too many images", ImageFiles.Idx(0x0803, [int.MaxValue, 28, 28], []), s_labels,
            "its header announces 2147483647 or more bytes, more than can be held");
        yield return Case("more announced than there can be", ImageFiles.Idx(0x0803, [2_000_000, 28, 28], []), s_labels,
            "the file is truncated");
        yield return Case("fewer labels", s_images, ImageFiles.Labels(0, 1), "has 3 images, but");
        yield return Case("a label that is no class", s_images, ImageFiles.Labels(0, 1, 10),
            "labels: label 2 is 10, but labels of 10 classes are 0 to 9.");

        static TestCaseData Case(string name, byte[] images, byte[] labels, string message) =>
            new TestCaseData(images, labels, message).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Faults))]
    public void A_faulty_file_is_refused_with_a_sentence(byte[] images, byte[] labels, string message)
    {
        using TemporaryFolder folder = new();
        string imagesPath = ImageFiles.Write(folder, "images", images), labelsPath = ImageFiles.Write(folder, "labels", labels);
        Assert.That(() => IdxFile.Read(imagesPath, labelsPath, 10, null), Throws.TypeOf<DataSetException>().With.Message.Contains(message));
    }

    [Test]
    public void A_file_of_another_data_set_is_told_by_its_checksum()
    {
        using TemporaryFolder folder = new();
        string images = ImageFiles.Write(folder, "images", s_images), labels = ImageFiles.Write(folder, "labels", s_labels);
        string published = "00" + new string('f', 62);
        Assert.That(
            () => IdxFile.Read(images, labels, 10, (new PublishedFile("images", 76, published), new PublishedFile("labels", 11, null))),
            Throws.TypeOf<DataSetException>()
                .With.Message.Contains($"but that of the published file is {published}: its bytes were changed, or it is "
                    + "another data set"));
        Assert.That(
            () => IdxFile.Read(images, labels, 10, (new PublishedFile("images", 77, null), new PublishedFile("labels", 11, null))),
            Throws.TypeOf<DataSetException>().With.Message.Contains("it has 76 bytes (uncompressed), but the published file has 77"));
    }

    [Test]
    public void The_owner_of_a_known_checksum_is_named() =>
        Assert.That(PublishedSet.OwnerOf(PublishedSet.FashionMnist.Files[2].Sha256!),
            Is.EqualTo(("fashion-mnist", PublishedSet.IdxNames[2])));
}
