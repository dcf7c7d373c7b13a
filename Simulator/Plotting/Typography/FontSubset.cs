using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;

namespace Spiking.Plotting.Typography;

/// <summary>
/// A font with the letters of a text only, for files into which fonts are embedded whole. HarfBuzz, which comes with the drawing library,
/// cuts it; its bindings do not reach that part.
/// </summary>
internal static partial class FontSubset
{
    private const string Library = "libHarfBuzzSharp";

    /// <summary>Cuts a font file to the letters of a text.</summary>
    /// <exception cref="InvalidOperationException">The font is damaged.</exception>
    public static byte[] Of(Stream font, string text)
    {
        using Blob blob = Blob.FromStream(font);
        using Face face = new(blob, 0);
        nint wanted = InputCreate();
        foreach (Rune rune in text.EnumerateRunes()) SetAdd(InputLetters(wanted), (uint)rune.Value);
        nint subset = Subset(face.Handle, wanted);
        InputDestroy(wanted);
        if (subset == 0) throw new InvalidOperationException("HarfBuzz could not cut the font.");
        nint cut = FaceBlob(subset);
        nint data = BlobData(cut, out uint length);
        byte[] bytes = new byte[length];
        Marshal.Copy(data, bytes, 0, bytes.Length);
        BlobDestroy(cut);
        FaceDestroy(subset);
        return bytes;
    }

    [LibraryImport(Library, EntryPoint = "hb_subset_input_create_or_fail")]
    private static partial nint InputCreate();

    [LibraryImport(Library, EntryPoint = "hb_subset_input_unicode_set")]
    private static partial nint InputLetters(nint input);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_destroy")]
    private static partial void InputDestroy(nint input);

    [LibraryImport(Library, EntryPoint = "hb_set_add")]
    private static partial void SetAdd(nint set, uint value);

    [LibraryImport(Library, EntryPoint = "hb_subset_or_fail")]
    private static partial nint Subset(nint face, nint input);

    [LibraryImport(Library, EntryPoint = "hb_face_reference_blob")]
    private static partial nint FaceBlob(nint face);

    [LibraryImport(Library, EntryPoint = "hb_face_destroy")]
    private static partial void FaceDestroy(nint face);

    [LibraryImport(Library, EntryPoint = "hb_blob_get_data")]
    private static partial nint BlobData(nint blob, out uint length);

    [LibraryImport(Library, EntryPoint = "hb_blob_destroy")]
    private static partial void BlobDestroy(nint blob);
}
