using System.Buffers.Binary;

namespace Spiking.RateModels.Data;

/// <summary>
/// Files in the IDX format of MNIST: a magic number (two zero bytes, 8 for unsigned bytes, the number of dimensions), the dimensions as
/// big-endian integers of 32 bits, then the bytes, the last dimension fastest.
/// </summary>
internal static class IdxFile
{
    private const uint ImagesMagic = 0x0803, LabelsMagic = 0x0801;

    /// <summary>Reads a file of images and the file of their labels.</summary>
    /// <param name="imagesPath">File of images.</param>
    /// <param name="labelsPath">File of labels.</param>
    /// <param name="classes">Number of classes; null: as many as there are labels.</param>
    /// <param name="published">What is known of the two files; null: nothing.</param>
    /// <exception cref="DataSetException">A file is not what it should be.</exception>
    public static StoredImages Read(string imagesPath, string labelsPath, int? classes,
        (PublishedFile Images, PublishedFile Labels)? published)
    {
        (int[] imageSizes, byte[] pixels) = ReadBytes(imagesPath, ImagesMagic, published?.Images);
        (int[] labelSizes, byte[] labels) = ReadBytes(labelsPath, LabelsMagic, published?.Labels);
        if (imageSizes[0] != labelSizes[0])
        {
            throw new DataSetException(
                $"{imagesPath} has {imageSizes[0]:N0} images, but {labelsPath} has {labelSizes[0]:N0} labels: they "
                + "do not belong together.");
        }

        int wrong = Array.FindIndex(labels, label => label >= (classes ?? 256));
        if (wrong >= 0)
            throw new DataSetException(
                $"{labelsPath}: label {wrong:N0} is {labels[wrong]}, but labels of {classes} classes are 0 to {classes - 1}.");
        return new StoredImages(new ImageShape(1, imageSizes[1], imageSizes[2]), pixels, labels);
    }

    private static (int[] Sizes, byte[] Bytes) ReadBytes(string path, uint magic, PublishedFile? published)
    {
        using DataFile file = new(path);
        int dimensions = (int)(magic & 0xff);
        uint found = BinaryPrimitives.ReadUInt32BigEndian(file.Read(4, "its magic number"));
        if (found != magic) throw file.Wrong(MagicFault(found, magic));
        byte[] header = file.Read(4 * dimensions, "its header");
        int[] sizes = new int[dimensions];
        long length = 1;
        for (int i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * i));
            if (sizes[i] < 1) throw file.Wrong($"its header gives {sizes[i]} for dimension {i + 1}; at least 1 is needed.");
            length *= sizes[i];
            if (length > Array.MaxLength)
                throw file.Wrong(
                    $"its header announces {string.Join(" x ", sizes[..(i + 1)])} or more bytes, more than can be held: it is damaged.");
        }

        string what = $"the {string.Join(" x ", sizes)} bytes that its header announces";
        byte[] bytes = file.Read((int)length, what);
        file.ExpectEnd(what);
        published?.Check(file, 4 + header.Length + length);
        return (sizes, bytes);
    }

    private static string MagicFault(uint found, uint needed)
    {
        string kind = needed == ImagesMagic ? "images" : "labels";
        string sentence = $"its magic number is {found}, but a file of {kind} in IDX format begins with {needed}";
        return found switch
        {
            ImagesMagic => sentence + ": this is a file of images; were two files exchanged?",
            LabelsMagic => sentence + ": this is a file of labels; were two files exchanged?",
            _ when BinaryPrimitives.ReverseEndianness(found) == needed => sentence + ": the order of the bytes is reversed.",
            _ => sentence + ".",
        };
    }
}
