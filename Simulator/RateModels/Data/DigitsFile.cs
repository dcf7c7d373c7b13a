using System.Globalization;
using System.IO.Compression;

namespace Spiking.RateModels.Data;

/// <summary>
/// The 1,797 images of handwritten digits that are a part of the program: 8 x 8 pixels of 17 levels, by writers none of whom wrote for the
/// training set of the original collection. Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (its test set),
/// UCI Machine Learning Repository, 1998, licence CC BY 4.0; here as a gzipped table, otherwise unchanged.
/// </summary>
internal static class DigitsFile
{
    public const int Examples = 1797, Classes = 10, FullLight = 16;

    public const string Citation =
        "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (test set), UCI Machine Learning "
        + "Repository, 1998 (CC BY 4.0)";

    public static ImageShape Shape { get; } = new(1, 8, 8);

    /// <summary>Reads the images; each line of the table is 64 pixels, 0 to 16, and the label.</summary>
    public static StoredImages Read()
    {
        using Stream resource = typeof(DigitsFile).Assembly.GetManifestResourceStream("digits.csv.gz")
            ?? throw new InvalidOperationException("The digits are missing in the program.");
        using StreamReader lines = new(new GZipStream(resource, CompressionMode.Decompress));
        byte[] pixels = new byte[Examples * Shape.Size], labels = new byte[Examples];
        for (int example = 0; example < Examples; example++)
        {
            string[] cells = lines.ReadLine()!.Split(',');
            for (int pixel = 0; pixel < Shape.Size; pixel++)
                pixels[example * Shape.Size + pixel] = byte.Parse(cells[pixel], CultureInfo.InvariantCulture);
            labels[example] = byte.Parse(cells[Shape.Size], CultureInfo.InvariantCulture);
        }

        return new StoredImages(Shape, pixels, labels);
    }
}
