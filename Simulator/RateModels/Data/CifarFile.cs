namespace Spiking.RateModels.Data;

/// <summary>
/// Batches of CIFAR-10 in its binary version: 10,000 records of a label and 3,072 pixels, red, green and blue planes of 32 rows and
/// columns.
/// </summary>
internal static class CifarFile
{
    public const int RecordsPerBatch = 10_000, Classes = 10;

    private const int RecordLength = 1 + 3 * 32 * 32;

    public static ImageShape Shape { get; } = new(3, 32, 32);

    /// <summary>Reads batches one after the other, and says what the checksum of each tells.</summary>
    /// <param name="batches">Their paths and what is known of them.</param>
    /// <exception cref="DataSetException">A file is not what it should be.</exception>
    public static (StoredImages Images, IReadOnlyList<string> Verdicts) Read(IReadOnlyList<(string Path, PublishedFile Published)> batches)
    {
        byte[] pixels = new byte[batches.Count * RecordsPerBatch * Shape.Size];
        byte[] labels = new byte[batches.Count * RecordsPerBatch];
        Dictionary<string, string> contents = [];
        List<string> verdicts = [];
        for (int batch = 0; batch < batches.Count; batch++)
        {
            (byte[] records, string sha256) = ReadRecords(batches[batch].Path, batches[batch].Published);
            if (!contents.TryAdd(sha256, batches[batch].Path))
            {
                throw new DataSetException($"{batches[batch].Path}: its bytes are those of {contents[sha256]} (SHA-256 {sha256}): "
                    + "one of the two is a copy of the other, but each batch has images of its own.");
            }

            verdicts.Add(batches[batch].Published.Verdict(sha256));
            for (int i = 0; i < RecordsPerBatch; i++)
            {
                int example = batch * RecordsPerBatch + i;
                labels[example] = records[i * RecordLength];
                records.AsSpan(i * RecordLength + 1, Shape.Size).CopyTo(pixels.AsSpan(example * Shape.Size));
            }
        }

        return (new StoredImages(Shape, pixels, labels), verdicts);
    }

    private static (byte[] Records, string Sha256) ReadRecords(string path, PublishedFile published)
    {
        const string What = "the 10,000 records of 3,073 bytes of a batch";
        using DataFile file = new(path);
        byte[] records = file.Read(RecordsPerBatch * RecordLength, What);
        file.ExpectEnd(What);
        for (int i = 0; i < RecordsPerBatch; i++)
        {
            if (records[i * RecordLength] >= Classes)
            {
                throw file.Wrong(
                    $"record {i:N0} begins with {records[i * RecordLength]}, but a record begins with a label 0 to 9: "
                    + "this is no batch of the binary version of CIFAR-10.");
            }
        }

        published.Check(file, records.Length);
        return (records, file.Sha256);
    }
}
