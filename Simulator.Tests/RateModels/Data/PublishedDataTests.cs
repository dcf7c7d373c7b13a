using Spiking.RateModels.Data;

namespace Spiking.Tests.RateModels.Data;

/// <summary>Published data sets; each test runs only if its files are there (SPIKING_DATA, or a usual folder).</summary>
public class PublishedDataTests
{
    [Test]
    public void Mnist_is_read()
    {
        DataSet mnist = Load(new MnistDataDescription { ValidationExamples = 10_000 });
        Assert.That((mnist.Training.Count, mnist.Validation.Count, mnist.Test.Count), Is.EqualTo((50_000, 10_000, 10_000)));
        Assert.That(mnist.Test.Labels[..5], Is.EqualTo(new byte[] { 7, 2, 1, 0, 4 }));
        double mean = (mnist.Training.Pixels.Sum(x => (double)x) + mnist.Validation.Pixels.Sum(x => (double)x)) / (60_000.0 * 784);
        Assert.That(mean, Is.EqualTo(0.1307).Within(5e-5));
    }

    [Test]
    public void Fashion_mnist_is_read()
    {
        DataSet fashion = Load(new FashionMnistDataDescription());
        Assert.That((fashion.Training.Count, fashion.Test.Count), Is.EqualTo((60_000, 10_000)));
        Assert.That(fashion.Training.Labels.GroupBy(label => label).Select(group => group.Count()), Is.All.EqualTo(6000));
        Assert.That(fashion.Training.Labels[..3], Is.EqualTo(new byte[] { 9, 0, 0 }));
    }

    [Test]
    public void Cifar10_is_read()
    {
        DataSet cifar = Load(new Cifar10DataDescription { TrainingExamples = 100 });
        Assert.That(cifar.Test.Labels.GroupBy(label => label).Select(group => group.Count()), Is.All.EqualTo(1000));
        Assert.That(cifar.Training.Shape, Is.EqualTo(new ImageShape(3, 32, 32)));
    }

    [Test]
    public void The_files_of_mnist_do_not_pass_for_fashion_mnist()
    {
        DataSet mnist = Load(new MnistDataDescription { TrainingExamples = 1, TestExamples = 1 });
        string folder = Path.GetDirectoryName(mnist.Files[0])!;
        Assert.That(
            () => DataSet.Load(new FashionMnistDataDescription(), new DataFolders(folder, null, [])),
            Throws.TypeOf<DataSetException>().With.Message.Contains("which is that of train-images-idx3-ubyte of the data set \"mnist\""));
    }

    [Test]
    public void The_test_batch_of_cifar10_does_not_pass_for_a_training_batch()
    {
        DataSet cifar = Load(new Cifar10DataDescription { TrainingExamples = 1, TestExamples = 1 });
        string test = cifar.Files.Select(file => file.Split(" (")[0]).Single(path => path.Contains("test_batch", StringComparison.Ordinal));
        Assert.That(
            () => CifarFile.Read([(test, PublishedSet.Cifar10.Files[2])]),
            Throws.TypeOf<DataSetException>().With.Message.EndsWith(
                "which is that of test_batch.bin of the data set \"cifar10\": files or folders were exchanged, or one was copied. "
                + "data_batch_3.bin is needed here."));
    }

    private static DataSet Load(DataDescription description)
    {
        try
        {
            return DataSet.Load(description, new DataFolders());
        }
        catch (DataSetException e) when (e.Message.Contains("was not found", StringComparison.Ordinal))
        {
            Assert.Ignore(e.Message);
            throw;
        }
    }
}
