using System.Runtime.CompilerServices;

namespace Spiking.Files;

/// <summary>
/// A file for a library that trusts what it reads. A damaged file can lead such a library in a circle, or into a recursion without end.
/// Every step of both reads from the file, so this stream ends them: it counts how often it is read, and looks at the stack.
/// </summary>
/// <param name="file">The file, which this stream closes.</param>
internal sealed class GuardedStream(FileStream file) : Stream
{
    // A request for one piece of a sound file needs some hundred reads; a million take less than a second.
    private const int MostReads = 1_000_000;
    private int _reads;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Begins to count anew.</summary>
    public void BeginRequest() => _reads = 0;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file was read too often for one request.</exception>
    /// <exception cref="InsufficientExecutionStackException">The recursion is too deep.</exception>
    public override int Read(Span<byte> buffer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_reads > MostReads) throw new InvalidDataException("its parts refer to one another in a circle.");
        return file.Read(buffer);
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
