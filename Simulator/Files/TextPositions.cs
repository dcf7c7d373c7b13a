using System.Text;

namespace Spiking.Files;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns as editors count them, both from 1.</summary>
internal sealed class TextPositions
{
    private readonly byte[] _text;
    private readonly List<int> _lineStarts = [0];
    private (int Line, int Offset, int Characters) _counted;

    public TextPositions(byte[] text)
    {
        _text = text;
        for (int start = 0; text.AsSpan(start).IndexOf((byte)'\n') is int length and >= 0;)
            _lineStarts.Add(start += length + 1);
    }

    public (int Line, int Column) Of(int offset)
    {
        int line = _lineStarts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;

        // Places are asked for in the order of the text: counting goes on where it ended, or long lines would be counted again for every
        // value.
        if (line != _counted.Line || offset < _counted.Offset)
            _counted = (line, _lineStarts[line], 0);
        _counted =
            (line, offset, _counted.Characters + Encoding.UTF8.GetCharCount(_text.AsSpan(_counted.Offset, offset - _counted.Offset)));
        return (line + 1, _counted.Characters + 1);
    }
}
