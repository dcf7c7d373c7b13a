using System.Runtime.InteropServices;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Training;

/// <summary>
/// The state of an unfinished training in a file: number of batches, sums of the present epoch, course, and everything that learning
/// changes. Written under another name and moved into place, so that a program that is killed leaves the state before.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="experiment">The experiment in the form of its file, and the seed: a state of another experiment is refused.</param>
internal sealed class StateFile(string path, string experiment)
{
    private const string Kind = "Spiking training state 1";

    /// <summary>How often the state is kept while the program runs.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Writes the state.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Keep(Trainer trainer, TrainingCourse course)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = path + ".new";
        using (BinaryWriter writer = new(File.Create(temporary)))
        {
            writer.Write(Kind);
            writer.Write(experiment);
            writer.Write(trainer.Batches);
            writer.Write(trainer.TrainingScore.Examples);
            writer.Write(trainer.TrainingScore.Wrong);
            writer.Write(trainer.TrainingScore.SquaredError);
            writer.Write(course.Seconds);
            writer.Write(course.Epochs.Count);
            foreach (EpochErrors epoch in course.Epochs)
            {
                writer.Write(epoch.Epoch);
                foreach (double value in (ReadOnlySpan<double>)[epoch.TrainingError, epoch.TrainingLoss, epoch.TestError, epoch.TestLoss])
                    writer.Write(value);
            }

            writer.Write(course.Measured.Count);
            foreach ((long batches, double[] values) in course.Measured)
            {
                writer.Write(batches);
                foreach (double value in values) writer.Write(value);
            }

            foreach (Matrix<float> matrix in trainer.State())
            {
                writer.Write(matrix.Count);
                writer.Write(MemoryMarshal.AsBytes(matrix.Span));
            }

            writer.Write(Kind);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Restores the state, if the file is there.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or is of another experiment.</exception>
    public void TryRestore(Trainer trainer, TrainingCourse course)
    {
        if (!File.Exists(path)) return;
        try
        {
            using BinaryReader reader = new(File.OpenRead(path));
            if (reader.ReadString() != Kind)
                throw new InvalidDataException($"{path} is no state of a training of this version of the program.");
            if (reader.ReadString() != experiment)
                throw new InvalidDataException($"{path} is the state of another experiment: the file, or a change to it, is not the same.");
            long batches = reader.ReadInt64(), examples = reader.ReadInt64(), wrong = reader.ReadInt64();
            double squaredError = reader.ReadDouble();
            course.Seconds = reader.ReadDouble();
            for (int i = reader.ReadInt32(); i > 0; i--)
                course.Epochs.Add(new EpochErrors(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
                    reader.ReadDouble()));
            for (int i = reader.ReadInt32(); i > 0; i--)
                course.Measured.Add((reader.ReadInt64(), [.. course.MeasuredNames.Select(_ => reader.ReadDouble())]));
            foreach (Matrix<float> matrix in trainer.State())
            {
                if (reader.ReadInt32() != matrix.Count)
                    throw new InvalidDataException($"{path} is damaged: the sizes of its matrices are others.");
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(matrix.Span));
            }

            if (reader.ReadString() != Kind) throw new InvalidDataException($"{path} is damaged: its end is missing.");
            trainer.Continue(batches, examples, wrong, squaredError);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is damaged: {e.Message}", e);
        }
    }

    /// <summary>Removes the file: the training is complete.</summary>
    public void Remove() => File.Delete(path);
}
