using System.Runtime.InteropServices;
using Spiking.Engine;

namespace Spiking.Mpi;

/// <summary>
/// The processes that mpirun has started, by Open MPI 4 (libmpi.so.40). Its header defines handles as addresses of exported variables, so
/// the library is called by its exports and needs no code of its own between. One call at a time: threads may take turns.
/// </summary>
internal sealed unsafe partial class OpenMpi : IProcesses, IDisposable
{
    private const string Library = "libmpi.so.40";
    private const int BindNow = 2, Global = 0x100, Serialized = 2;

    // So many numbers of each process go with their count, in one message of 256 bytes. What costs time is the number of messages.
    private const int Short = 63;

    private readonly nint _world, _integer;
    private readonly int[] _mine = new int[1 + Short];
    private readonly int[] _heads, _counts, _offsets;
    private readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> _allgather;
    private readonly delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int> _allgatherv;
    private readonly delegate* unmanaged<nint, int, int> _abort;
    private readonly delegate* unmanaged<int> _finalize;

    private OpenMpi(nint library)
    {
        nint Export(string name) => NativeLibrary.GetExport(library, name);
        _world = Export("ompi_mpi_comm_world");
        _integer = Export("ompi_mpi_int");
        _allgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)Export("MPI_Allgather");
        _allgatherv = (delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int>)Export("MPI_Allgatherv");
        _abort = (delegate* unmanaged<nint, int, int>)Export("MPI_Abort");
        _finalize = (delegate* unmanaged<int>)Export("MPI_Finalize");
        int provided, rank, count;
        Require(((delegate* unmanaged<void*, void*, int, int*, int>)Export("MPI_Init_thread"))(null, null, Serialized, &provided));
        Require(((delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_rank"))(_world, &rank));
        Require(((delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_size"))(_world, &count));
        (Rank, Count) = (rank, count);
        (_heads, _counts, _offsets) = (new int[count * (1 + Short)], new int[count], new int[count]);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Joins the processes that were started together; without mpirun that is this process alone.</summary>
    /// <exception cref="SimulationException">Open MPI is not on this machine.</exception>
    public static OpenMpi Join()
    {
        // Open MPI loads its plug-ins by itself, and they look for its symbols among the global ones.
        if (OperatingSystem.IsLinux() && Open(Library, BindNow | Global) != 0 && NativeLibrary.TryLoad(Library, out nint library))
            return new OpenMpi(library);
        throw new SimulationException(
            $"--mpi: Open MPI 4 ({Library}) is not on this machine. Install it (in Debian the package openmpi-bin) and call "
            + "mpirun -n 2 spiking run FILE --mpi, or leave --mpi out.");
    }

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<int> mine, List<int> all, Span<int> ends)
    {
        _mine[0] = mine.Length;
        mine[..Math.Min(mine.Length, Short)].CopyTo(_mine.AsSpan(1));
        fixed (int* head = _mine, heads = _heads)
            Require(_allgather(head, 1 + Short, _integer, heads, 1 + Short, _integer, _world));
        int total = 0, longest = 0;
        for (int rank = 0; rank < Count; rank++)
        {
            int count = _counts[rank] = _heads[rank * (1 + Short)];
            (_offsets[rank], longest) = (total, Math.Max(longest, count));
            ends[rank] = total = checked(total + count);
        }

        CollectionsMarshal.SetCount(all, total);
        Span<int> said = CollectionsMarshal.AsSpan(all);
        if (longest > Short)
        {
            fixed (int* from = mine, to = said, counts = _counts, offsets = _offsets)
                Require(_allgatherv(from, mine.Length, _integer, to, counts, offsets, _integer, _world));
            return;
        }

        for (int rank = 0; rank < Count; rank++)
            _heads.AsSpan(rank * (1 + Short) + 1, _counts[rank]).CopyTo(said[_offsets[rank]..]);
    }

    /// <summary>Ends all processes at once, because this one cannot go on.</summary>
    public void Abort() => _ = _abort(_world, 1);

    /// <summary>Leaves the other processes. All must do so, or one <see cref="Abort"/>.</summary>
    public void Dispose() => _ = _finalize();

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string file, int flags);

    private static void Require(int code)
    {
        if (code != 0) throw new SimulationException($"a call of MPI has failed with the code {code}.");
    }
}
