using Spiking.RateModels.Training;

namespace Spiking.Tests.RateModels;

/// <summary>Memory that trainings allocate, on all their threads.</summary>
[NonParallelizable]
public sealed class TrainerAllocationTests
{
    [Test]
    public void A_batch_allocates_nothing([Values(1, 2)] int threads)
    {
        foreach (ClassificationDescription settings in
            TrainerTests.Rules.Select(rule => TrainerTests.Settings(rule)).Append(TrainerTests.Convolutional))
        {
            using Trainer trainer = new(settings, TrainerTests.Digits, 1, threads);
            while (!trainer.Step())
            {
                // Every method has been compiled, and the last batch, which has fewer examples, has occurred.
            }

            trainer.Step();
            Assert.That(Allocations.OfAllThreads(() => trainer.Step(), 10), Is.Zero, settings.Rule.GetType().Name);
        }
    }
}
