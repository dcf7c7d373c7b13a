using System.Security.Cryptography;
using Spiking.RateModels.Data;

namespace Spiking.Tests.RateModels.Data;

public class CifarFileTests
{
    private const int RecordLength = 3073;

    private static readonly PublishedFile s_unknown = new("data_batch_3.bin", 10_000 * RecordLength, null);

    private static byte[] Batch(byte firstLabel)
    {
        byte[] batch = new byte[10_000 * RecordLength];
        for (int i = 0; i < 10_000; i++) batch[i * RecordLength] = (byte)((firstLabel + i) % 10);
        batch[2 * RecordLength + 1 + 2 * 1024 + 32 + 5] = 200;
        return batch;
    }

    [Test]
    public void Batches_are_read_one_after_the_other_each_image_in_three_planes()
    {
        using TemporaryFolder folder = new();
        string first = ImageFiles.Write(folder, "a", Batch(3)), second = ImageFiles.Write(folder, "b", ImageFiles.Gzip(Batch(4)));
        StoredImages read = CifarFile.Read([(first, s_unknown), (second, s_unknown)]).Images;
        Assert.That(read.Count, Is.EqualTo(20_000));
        Assert.That((read.Labels[0], read.Labels[9999], read.Labels[10_000]), Is.EqualTo(((byte)3, (byte)2, (byte)4)));
        LabelledImages images = read.Standardize([2, 10_002], 10, 255, Standardization.Imagenet);
        int blueRow1Column5 = 2 * 1024 + 32 + 5;
        Assert.That(images[1][blueRow1Column5], Is.EqualTo((200 / 255f - 0.406f) / 0.225f).Within(1e-6f));
        Assert.That(images[0][0], Is.EqualTo(-0.485f / 0.229f).Within(1e-6f));
    }

    [Test]
    public void Two_batches_of_equal_contents_are_refused_with_a_sentence()
    {
        using TemporaryFolder folder = new();
        string first = ImageFiles.Write(folder, "a", Batch(3)), copy = ImageFiles.Write(folder, "b", ImageFiles.Gzip(Batch(3)));
        Assert.That(() => CifarFile.Read([(first, s_unknown), (copy, s_unknown)]),
            Throws.TypeOf<DataSetException>().With.Message.StartsWith($"{copy}: its bytes are those of {first} (SHA-256 "));
    }

    [Test]
    public void The_published_images_are_read_in_another_order_too()
    {
        using TemporaryFolder folder = new();
        string path = ImageFiles.Write(folder, "test", Batch(0)), checksum = Convert.ToHexStringLower(SHA256.HashData(Batch(0)));
        PublishedFile published = new("test_batch.bin", 10_000 * RecordLength, new string('0', 64)) { Reordered = checksum };
        Assert.That(CifarFile.Read([(path, published)]).Verdicts,
            Is.EqualTo(new[] { "SHA-256 is that of a copy with the published images in another order" }));
        Assert.That(CifarFile.Read([(path, published with { Sha256 = checksum, Reordered = null })]).Verdicts,
            Is.EqualTo(new[] { "SHA-256 is that of the published file" }));
        Assert.That(() => CifarFile.Read([(path, published with { Reordered = null })]),
            Throws.TypeOf<DataSetException>().With.Message.Contains("but that of the published file is 000"));
    }

    [Test]
    public void A_faulty_batch_is_refused_with_a_sentence()
    {
        using TemporaryFolder folder = new();
        PublishedFile known = PublishedSet.Cifar10.Files[0];
        string path = ImageFiles.Write(folder, "batch", Batch(0));
        Refused(known, "but that of the published file is " + known.Sha256);
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = 7 * RecordLength;
        file.WriteByte(10);
        file.Flush();
        Refused(s_unknown, "record 7 begins with 10, but a record begins with a label 0 to 9");
        file.SetLength(file.Length + 1);
        Refused(s_unknown, "it continues after the 10,000 records");
        file.SetLength(file.Length - 2);
        Refused(s_unknown, "truncated");

        void Refused(PublishedFile published, string message) =>
            Assert.That(() => CifarFile.Read([(path, published)]), Throws.TypeOf<DataSetException>().With.Message.Contains(message));
    }
}
