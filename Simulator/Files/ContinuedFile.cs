using System.Globalization;
using System.Runtime.ExceptionServices;
using Spiking.Snapshots;

namespace Spiking.Files;

/// <summary>
/// A file that a recorder appends to. A run that continues finds what it has written, and cuts the file where its snapshot was taken.
/// </summary>
/// <remarks>
/// A run continues if a snapshot cannot be written, but what the file has lost on the way to the disk would be missing without a word.
/// Therefore a write or flush that has failed is remembered, and nothing more can be written: the file ends with its loss.
/// </remarks>
internal sealed class ContinuedFile : FileStream, IHasState
{
    private Exception? _loss;

    /// <summary>Creates the file, or opens that of a run that continues.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Bytes that are written to the disk together; 0: every piece at once.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public ContinuedFile(string path, int bufferSize)
        : base(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize)
    {
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        RequireWhole();
        try
        {
            base.Write(buffer, offset, count);
        }
        catch (Exception e)
        {
            _loss = e;
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Flush(bool flushToDisk)
    {
        RequireWhole();
        try
        {
            base.Flush(flushToDisk);
        }
        catch (Exception e)
        {
            _loss = e;
            throw;
        }
    }

    /// <summary>Throws what an earlier write or flush has thrown, if one has failed.</summary>
    public void RequireWhole()
    {
        if (_loss is not null) ExceptionDispatchInfo.Throw(_loss);
    }

    /// <summary>Cuts off what is behind the end of what was written.</summary>
    public void Cut()
    {
        if (Length > Position) SetLength(Position);
    }

    /// <summary>
    /// Visits the length of the file. To save it, everything is flushed to the disk first, so that the file has that length.
    /// </summary>
    /// <param name="visitor">The visitor.</param>
    public void VisitState(StateVisitor visitor)
    {
        if (!visitor.IsRestoring) Flush(flushToDisk: true);
        long begun = Position, length = begun;
        visitor.Value("bytesWritten", ref length);
        if (!visitor.IsRestoring) return;
        visitor.Require(length >= begun && length <= Length,
            string.Create(CultureInfo.InvariantCulture, $"{Name} has {Length} bytes, but {length} had been written"));
        SetLength(length);
        Position = length;
    }
}
