namespace Spiking.Inputs;

/// <summary>
/// Lets other threads prepare the next of the blocks that one thread, the user, goes through in order. Nobody ever waits: a block that is
/// not ready when it is needed is prepared by the user, in memory of its own, and what the others did is for nothing.
/// </summary>
/// <remarks>
/// The user has one piece of memory and the helpers another; where a block is ready they are exchanged. While a helper is at work it is the
/// only one, and the block that it works on is not ready, so the user does not touch that memory; and before the user has begun the
/// exchanged block no helper finds anything to do, so none touches the user's.
/// </remarks>
internal sealed class BlockHandover
{
    // On a line of the cache without anything else: helpers look at it often, the user at the start of a block only.
    private const int Line = 16, Present = Line, Ready = Line + 1, Busy = Line + 2;

    private readonly int[] _state = new int[3 * Line];

    /// <summary>Stands before block 0.</summary>
    public BlockHandover() => Restart();

    /// <summary>For the user, while there is no helper: stands before block 0 again, and nothing is ready.</summary>
    public void Restart() => _state[Present] = _state[Ready] = -1;

    /// <summary>For the user: whether a block is ready. If so, the memories are to be exchanged before <see cref="Begin"/>.</summary>
    public bool IsReady(int block) => Volatile.Read(ref _state[Ready]) == block;

    /// <summary>For the user: says that a block begins. The next may now be prepared.</summary>
    public void Begin(int block) => Volatile.Write(ref _state[Present], block);

    /// <summary>For helpers: claims the next block, which is then to be prepared and <see cref="Complete"/>d.</summary>
    /// <param name="block">The block.</param>
    /// <returns>False: it is ready, or another helper is at it.</returns>
    public bool TryClaim(out int block)
    {
        block = Volatile.Read(ref _state[Present]) + 1;
        if (Volatile.Read(ref _state[Ready]) >= block || Interlocked.CompareExchange(ref _state[Busy], 1, 0) != 0) return false;

        // Again: both may have changed before this helper was the only one.
        block = Volatile.Read(ref _state[Present]) + 1;
        if (Volatile.Read(ref _state[Ready]) < block) return true;
        Volatile.Write(ref _state[Busy], 0);
        return false;
    }

    /// <summary>For the helper who has claimed a block: it is ready.</summary>
    public void Complete(int block)
    {
        Volatile.Write(ref _state[Ready], block);
        Volatile.Write(ref _state[Busy], 0);
    }
}
