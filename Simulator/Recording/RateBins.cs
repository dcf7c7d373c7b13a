using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Recording;

/// <summary>
/// Rates of populations in successive time bins. The burst rate counts a burst in the bin of its second spike, where it is transmitted. The
/// burst probability counts it in the bin of its event: it is the share of the bin's events that become bursts, between 0 and 1 however few
/// events the bin has.
/// </summary>
/// <remarks>
/// Whether an event is the first spike of a burst is known only after the longest interval to a second spike
/// (<see cref="BurstDetector.LongestIntervalToSecondSpike"/>), so until then a bin that has ended is not settled. At the end of a run the
/// burst probability of the last bin is that of the events whose interval has passed.
/// </remarks>
internal sealed class RateBins : IHasState
{
    private readonly PopulationBins[] _populations;
    private readonly int _binSteps, _settlingSteps;
    private int _start, _taken;

    /// <summary>Begins the first bin.</summary>
    /// <param name="populations">The populations.</param>
    /// <param name="start">The first step of the first bin; spikes before it are not counted.</param>
    /// <param name="binSteps">Number of steps of a bin.</param>
    public RateBins(IReadOnlyList<Population> populations, int start, int binSteps)
    {
        _populations = [.. populations.Select(p => new PopulationBins(p))];
        (_start, _taken, _binSteps) = (start, start, binSteps);
        _settlingSteps = _populations.Select(p => p.SettlingSteps).DefaultIfEmpty(0).Max();
    }

    /// <summary>The first step of the first bin.</summary>
    public int Start => _start;

    /// <summary>Number of bins that have ended.</summary>
    public int Ended => (_taken - _start) / _binSteps;

    /// <summary>Number of bins that have ended and whose bursts are all known.</summary>
    public int Settled => Math.Max(0, _taken - _start - _settlingSteps) / _binSteps;

    /// <summary>Counts the spikes of the steps since the last call, at most as many as the populations remember.</summary>
    /// <param name="stepsTaken">Number of steps of the network so far.</param>
    public void Take(int stepsTaken)
    {
        while (_taken < stepsTaken)
        {
            int bin = (_taken - _start) / _binSteps;
            int end = (int)Math.Min(stepsTaken, _start + (bin + 1L) * _binSteps);
            foreach (PopulationBins population in _populations) population.Take(_taken, end, bin, _start, _binSteps);
            _taken = end;
        }
    }

    /// <summary>The number of steps of the network at the end of a bin, or so far if the bin has not ended.</summary>
    public int End(int bin) => Math.Min(_taken, _start + (bin + 1) * _binSteps);

    /// <summary>Rates of a population in a bin.</summary>
    /// <param name="population">Index of the population.</param>
    /// <param name="bin">Index of the bin; it has begun and has not been forgotten.</param>
    public PopulationRates Rates(int population, int bin)
    {
        int first = _start + bin * _binSteps, end = End(bin);
        return _populations[population].Rates(bin, first, end, bin < Settled ? int.MaxValue : _taken - _settlingSteps);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("firstStep", ref _start);
        visitor.Value("stepsCounted", ref _taken);
        foreach (PopulationBins population in _populations) population.VisitState(visitor);
    }

    /// <summary>Forgets the counts of the first bins.</summary>
    /// <param name="bins">Number of bins, all of them settled.</param>
    public void Forget(int bins)
    {
        foreach (PopulationBins population in _populations) population.Forget(bins);
    }

    private sealed class PopulationBins : IHasState
    {
        private readonly Population _population;
        private readonly List<Counts> _bins = [];

        // The last event and the last burst of every neuron.
        private readonly int[] _events, _bursts;
        private int _forgotten;

        public PopulationBins(Population population)
        {
            _population = population;
            SettlingSteps = BurstDetector.LongestIntervalToSecondSpike(
                population.Settings.BurstDetection, population.Settings.BurstInterval, population.Settings.TimeStep);
            _events = new int[population.Size];
            _bursts = new int[population.Size];
            _events.AsSpan().Fill(-1);
            _bursts.AsSpan().Fill(-1);
        }

        public int SettlingSteps { get; }

        /// <summary>Counts the spikes of steps that belong to one bin.</summary>
        /// <param name="first">The first of the steps.</param>
        /// <param name="end">The step after the last.</param>
        /// <param name="bin">The bin, counted from the first.</param>
        /// <param name="start">First step of the first bin.</param>
        /// <param name="binSteps">Number of steps of a bin.</param>
        public void Take(int first, int end, int bin, int start, int binSteps)
        {
            while (_bins.Count <= bin - _forgotten) _bins.Add(default);
            long spikes = 0, events = 0, bursts = 0;
            RecentSteps recent = _population.Progress.Recent;
            for (int step = first; step < end; step++)
            {
                // In most steps nobody spikes.
                if (!recent.MayHaveSpikes(step)) continue;
                spikes += _population.Spikes.At(step).Length;
                foreach (int neuron in _population.Events.At(step))
                {
                    _events[neuron] = step;
                    events++;
                }

                foreach (int neuron in _population.Bursts.At(step))
                {
                    _bursts[neuron] = step;
                    bursts++;
                    if (_events[neuron] < 0) continue;
                    int binOfEvent = (_events[neuron] - start) / binSteps - _forgotten;
                    _bins[binOfEvent] = _bins[binOfEvent] with { Bursting = _bins[binOfEvent].Bursting + 1 };
                }
            }

            Counts counts = _bins[bin - _forgotten];
            _bins[bin - _forgotten] = counts with
            {
                Spikes = counts.Spikes + spikes,
                Events = counts.Events + events,
                Bursts = counts.Bursts + bursts,
            };
        }

        public PopulationRates Rates(int bin, int first, int end, int decidedUntil)
        {
            Counts counts = bin - _forgotten < _bins.Count ? _bins[bin - _forgotten] : default;
            long decided = counts.Events, bursting = counts.Bursting;
            for (int i = 0; decidedUntil < end && i < _events.Length; i++)
            {
                if (_events[i] < Math.Max(first, decidedUntil) || _events[i] >= end) continue;
                decided--;
                if (_bursts[i] > _events[i]) bursting--;
            }

            double neuronSeconds = (end - first) * _population.Settings.TimeStep * _population.Size;
            return new PopulationRates(counts.Spikes / neuronSeconds, counts.Events / neuronSeconds, counts.Bursts / neuronSeconds)
            {
                BurstProbability = (double)bursting / decided,
            };
        }

        public void VisitState(StateVisitor visitor)
        {
            visitor.List("bins", _bins);
            visitor.Value("binsForgotten", ref _forgotten);
            visitor.Array("lastEvent", _events.AsSpan());
            visitor.Array("lastBurst", _bursts.AsSpan());
        }

        public void Forget(int bins)
        {
            int more = Math.Min(bins - _forgotten, _bins.Count);
            if (more <= 0) return;
            _bins.RemoveRange(0, more);
            _forgotten += more;
        }

        // Bursting: events of the bin that are the first spikes of bursts.
        private readonly record struct Counts(long Spikes, long Events, long Bursts, long Bursting);
    }
}
