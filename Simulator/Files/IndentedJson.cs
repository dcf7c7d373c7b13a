using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spiking.Files;

/// <summary>The form of the JSON that people read in results: indented, with letters of all languages as they are.</summary>
internal static class IndentedJson
{
    /// <summary>The form, the same bytes on every system.</summary>
    public static JsonSerializerOptions Options { get; } =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
