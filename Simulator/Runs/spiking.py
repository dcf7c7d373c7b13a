"""Reads what a run has left into numpy arrays. Needs numpy; `Run.neo` also needs neo and quantities.

    import spiking
    run = spiking.Run("results/xor-burstccn/seed-1")
    run.description["populations"]               # the network, as it was resolved
    times, neurons, kinds = run.spikes("output")   # seconds, indices from 0, and 1 event, 2 second spike of a burst, 0 other
    rates = run.table("rates")                   # a dictionary of columns: rates["bin_end_s"], rates["population"], ...
    run.tables                                   # names of all tables
    run.arrays("spikes")                         # the arrays of spikes.npz by their names
"""

import csv
import io
import json
import pathlib
import struct

import numpy as np

# By the version of the program that has written a file of spikes.
_MAGIC, _VERSION = b"SPIKTRNS", 1


class Run:
    """The folder of a run."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        if not self.folder.is_dir():
            raise FileNotFoundError(f"there is no folder {folder}")

    @property
    def record(self):
        """Everything about the run: seed, versions, hashes, timings (run.json)."""
        return json.loads((self.folder / "run.json").read_text(encoding="utf-8"))

    @property
    def description(self):
        """The network, protocol or experiment, with every value spelt out."""
        record = self.record
        return next(record[key] for key in ("network", "protocols", "experiment", "cases") if key in record)

    @property
    def tables(self):
        """Names of the tables."""
        return sorted(path.stem for path in self.folder.glob("*.csv") if not path.stem.endswith("_edge_types"))

    def table(self, name):
        """A table as a dictionary of columns: float64 where all cells are numbers (an empty one is NaN), else text. Of a run that was killed, up to its last complete row."""
        data = (self.folder / f"{name}.csv").read_bytes()
        rows = list(csv.reader(io.StringIO(data[: data.rfind(b"\n") + 1].decode("utf-8"), newline="")))
        if not rows:
            return {}
        columns = zip(*rows[1:]) if len(rows) > 1 else [()] * len(rows[0])
        return {heading: _column(cells) for heading, cells in zip(rows[0], columns)}

    def arrays(self, name):
        """The arrays of an .npz file by their names."""
        with np.load(self.folder / f"{name}.npz") as file:
            return {key: file[key] for key in file.files}

    @property
    def populations(self):
        """Names of the populations whose spikes were recorded."""
        finished = self.folder / "spikes.npz"
        if not finished.exists():
            return [name for name, _, _ in _read(self.folder / "spikes.stream")]
        with np.load(finished) as file:
            return [key[: -len("_time_s")] for key in file.files if key.endswith("_time_s")]

    def spikes(self, population):
        """Times (s), neurons and kinds of the recorded spikes of a population, in order of time. A run that was killed has them up to its last full buffer."""
        finished = self.folder / "spikes.npz"
        if finished.exists():
            with np.load(finished) as file:
                return tuple(file[f"{population}_{what}"] for what in ("time_s", "neuron", "kind"))
        streams = _read(self.folder / "spikes.stream")
        return next((spikes for name, _, spikes in streams if name == population), None) or _unknown(population, [s[0] for s in streams])

    def neo(self):
        """The recorded spikes as a neo.Block with a neo.SpikeTrain for each neuron."""
        import neo
        import quantities

        end = self.record["simulatedTime_s"] * quantities.s
        block = neo.Block(name=self.description.get("name"))
        segment = neo.Segment()
        block.segments.append(segment)
        for population in self.populations:
            times, neurons, _ = self.spikes(population)
            for neuron in np.unique(neurons):
                train = neo.SpikeTrain(times[neurons == neuron] * quantities.s, t_stop=end, population=population, neuron=int(neuron))
                segment.spiketrains.append(train)
        return block


def _unknown(population, known):
    raise KeyError(f"no spikes of {population!r} were recorded; there are {', '.join(known)}")


def _column(cells):
    try:
        return np.array([float(cell) if cell else np.nan for cell in cells])
    except ValueError:
        return np.array(cells)


def _read(path):
    """What a file of spikes holds up to its last complete chunk: for each population its name, number of neurons and (times, neurons, kinds)."""
    data = path.read_bytes()
    if data[:8] != _MAGIC or struct.unpack_from("<i", data, 8)[0] != _VERSION:
        raise ValueError(f"{path} is no file of recorded spikes of version {_VERSION}")
    step, count = struct.unpack_from("<di", data, 12)
    at, populations = 24, []
    for _ in range(count):
        (length,) = struct.unpack_from("<i", data, at)
        name = data[at + 4 : at + 4 + length].decode()
        (neurons,) = struct.unpack_from("<i", data, at + 4 + length)
        populations.append((name, neurons, ([], [], [])))
        at += 8 + length
    at += 4
    while at + 16 <= len(data):
        population, spikes, length, _ = struct.unpack_from("<iiiI", data, at)
        if at + 16 + length > len(data):
            break
        _, neurons, trains = populations[population]
        number, shift, now, neuron = 0, 0, 0, -1
        for byte in data[at + 16 : at + 16 + length]:
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                later, place = divmod(number // 3, neurons)
                now, neuron = now + later, place if later else neuron + 1 + place
                for train, value in zip(trains, (now * step, neuron, number % 3)):
                    train.append(value)
                number, shift = 0, 0
        at += 16 + length
    kinds = (np.float64, np.int32, np.uint8)
    return [(name, neurons, tuple(np.array(t, k) for t, k in zip(trains, kinds))) for name, neurons, trains in populations]
