using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Spiking.Snapshots;

/// <summary>
/// Goes through the state of a simulation, part by part and value by value: writes it into a snapshot, or restores it from one. Parts show
/// it their values (<see cref="IHasState"/>) without knowing which of the two it does.
/// </summary>
public abstract class StateVisitor
{
    /// <summary>
    /// Number of steps that the network has taken in this state. Steps of the past and the future (<see cref="Steps{T}"/>) are saved
    /// relative to it.
    /// </summary>
    public int Now { get; internal set; }

    /// <summary>Whether values are restored. After that, a part makes what follows from them fit, and forgets what it has cached.</summary>
    public abstract bool IsRestoring { get; }

    /// <summary>
    /// Whether the state is taken over by a network whose description has changed, from time 0 on. Then <see cref="Setting{T}"/> leaves
    /// values as the description has set them.
    /// </summary>
    public virtual bool IsTakingOver => false;

    /// <summary>Visits a part under a name, by which messages call it. Parts stand side by side, not within one another.</summary>
    /// <param name="name">The name, unique among the parts: "population output".</param>
    /// <param name="part">The part.</param>
    public void Part(string name, IHasState part)
    {
        BeginPart(name);
        part.VisitState(this);
        EndPart();
    }

    /// <summary>Visits values whose number does not change.</summary>
    /// <param name="name">Their name within the part.</param>
    /// <param name="values">The values. Structs have no padding and hold no references.</param>
    public abstract void Array<T>(string name, Span<T> values)
        where T : unmanaged;

    /// <summary>Visits one value.</summary>
    public void Value<T>(string name, ref T value)
        where T : unmanaged => Array(name, new Span<T>(ref value));

    /// <summary>Visits a value that the description sets and a run can change: a change of the description wins over it.</summary>
    public void Setting<T>(string name, ref T value)
        where T : unmanaged
    {
        T set = value;
        Value(name, ref value);
        if (IsTakingOver) value = set;
    }

    /// <summary>Visits numbers of steps since the start of the run.</summary>
    public void Steps<T>(string name, Span<T> steps)
        where T : unmanaged, INumber<T>
    {
        T now = T.CreateChecked(Now);
        if (!IsRestoring)
        {
            // A copy is shifted: where writing fails, the run goes on with what it has.
            T[] relative = steps.ToArray();
            foreach (ref T step in relative.AsSpan()) step -= now;
            Array(name, relative.AsSpan());
            return;
        }

        Array(name, steps);

        // From one run to the next that takes its state over, steps move back. Those of long ago, half of the range of their type, stay
        // where they are: further back, differences from them would no longer fit.
        T longAgo = T.CreateSaturating(int.MinValue / 2);
        foreach (ref T step in steps) step = (IsTakingOver ? T.Max(step, longAgo) : step) + now;
    }

    /// <summary>Visits values whose number may change.</summary>
    public void Variable<T>(string name, ref T[] values)
        where T : unmanaged
    {
        int length = Length<T>(name, values.Length);
        if (length != values.Length) values = new T[length];
        Array(name, values.AsSpan());
    }

    /// <summary>Visits values whose number may change.</summary>
    public void List<T>(string name, List<T> values)
        where T : unmanaged
    {
        CollectionsMarshal.SetCount(values, Length<T>(name, values.Count));
        Array(name, CollectionsMarshal.AsSpan(values));
    }

    /// <summary>Visits a value that may be absent.</summary>
    public void Optional<T>(string name, ref T? value)
        where T : unmanaged
    {
        T[] values = value is T present ? [present] : [];
        Variable(name, ref values);
        value = values.Length > 0 ? values[0] : null;
    }

    /// <summary>Visits a text.</summary>
    public void Text(string name, ref string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Variable(name, ref bytes);
        if (IsRestoring) text = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Visits an object that may be absent.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="part">The object.</param>
    /// <param name="create">Creates it, to be restored.</param>
    public void Optional<T>(string name, ref T? part, Func<T> create)
        where T : class, IHasState
    {
        bool isPresent = part is not null;
        Value(name, ref isPresent);
        if (!isPresent) part = null;
        else (part ??= create()).VisitState(this);
    }

    /// <summary>Visits objects whose number may change.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="parts">The objects.</param>
    /// <param name="create">Creates one, to be restored.</param>
    public void Parts<T>(string name, List<T> parts, Func<T> create)
        where T : class, IHasState =>
        Items(name, parts, (visitor, part) =>
        {
            part ??= create();
            part.VisitState(visitor);
            return part;
        });

    /// <summary>Visits immutable objects whose number may change.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="items">The objects.</param>
    /// <param name="visit">Visits the values of one, which is null if it is to be created from them, and returns it.</param>
    public void Items<T>(string name, List<T> items, Func<StateVisitor, T?, T> visit)
        where T : class
    {
        int count = items.Count;
        Value(name, ref count);
        Require(count >= 0 && (!IsRestoring || count <= MostItems), $"\"{name}\" has {count} entries");
        if (!IsRestoring)
        {
            foreach (T item in items) visit(this, item);
            return;
        }

        items.Clear();
        for (int i = 0; i < count; i++) items.Add(visit(this, null));
    }

    /// <summary>Refuses a state that cannot be that of this part.</summary>
    /// <param name="isRight">Whether nothing is wrong.</param>
    /// <param name="problem">What is wrong, as a main clause.</param>
    /// <exception cref="SnapshotException">Something is wrong.</exception>
    public void Require(bool isRight, string problem)
    {
        if (!isRight) throw Problem(problem);
    }

    /// <summary>Exception for a part whose class does not say what its state is.</summary>
    /// <param name="part">What the part is: "neurons", "learning rule".</param>
    /// <param name="owner">The object.</param>
    public SnapshotException Undeclared(string part, object owner) => Undeclared(part, "", owner);

    /// <summary>Exception for a part whose class does not say what its state is.</summary>
    /// <param name="part">What the part is: "neurons", "learning rule".</param>
    /// <param name="kind">The name by which a file chooses its kind; empty: unknown.</param>
    /// <param name="owner">The object.</param>
    internal SnapshotException Undeclared(string part, string kind, object owner) => Problem(
        $"the {part}{(kind.Length == 0 ? "" : $" \"{kind}\"")} does not say what its state is: its class "
        + $"{owner.GetType().Name.Split('`')[0]} lacks VisitState");

    /// <summary>The largest number of objects that there can be.</summary>
    private protected abstract long MostItems { get; }

    /// <summary>The number of values to be visited next: of those present, or when restoring of those saved.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="present">Number of those present.</param>
    private protected abstract int Length<T>(string name, int present)
        where T : unmanaged;

    private protected abstract void BeginPart(string name);

    private protected abstract void EndPart();

    private protected abstract SnapshotException Problem(string problem);
}
