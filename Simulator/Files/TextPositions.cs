using System.Text;

namespace Spiking.Files;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns as editors count them, both from 1.</summary>
internal sealed class TextPositions
{
    private readonly byte[] _text;
    private readonly List<int> _lineStarts = [0];

    public TextPositions(byte[] text)
    {
        _text = text;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'\n')
                _lineStarts.Add(i + 1);
        }
    }

    public (int Line, int Column) Of(int offset)
    {
        int line = _lineStarts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        int start = _lineStarts[line];
        return (line + 1, Encoding.UTF8.GetCharCount(_text.AsSpan(start, offset - start)) + 1);
    }
}
