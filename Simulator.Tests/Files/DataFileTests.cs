using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Spiking.Files;

namespace Spiking.Tests.Files;

/// <summary>Data files: archives of numpy and tables, and what is said of those that are wrong.</summary>
public sealed class DataFileTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    private string Csv(string text)
    {
        File.WriteAllText(_folder.File("data.csv"), text);
        return _folder.File("data.csv");
    }

    private string Npz(Action<NpzWriter> write)
    {
        string path = _folder.File("data.npz");
        File.Delete(path);
        using NpzWriter writer = new(path);
        write(writer);
        return path;
    }

    private static double[][] Read(string path, string? group, params string[] columns)
    {
        using DataFile file = DataFile.Open(path, group, "population", columns);
        List<double>[] all = [.. columns.Select(_ => new List<double>())];
        double[][] piece = [.. columns.Select(_ => new double[7])];
        while (file.Read(piece) is > 0 and int count)
            for (int i = 0; i < columns.Length; i++) all[i].AddRange(piece[i][..count]);
        return [.. all.Select(column => column.ToArray())];
    }

    private string Problem(string path, string? group, params string[] columns) =>
        Assert.Throws<DataFileException>(() => Read(path, group, columns))!.Message.Replace(_folder.Path + Path.DirectorySeparatorChar, "");

    [Test]
    public void Arrays_are_read_side_by_side_whatever_their_type()
    {
        string path = Npz(npz =>
        {
            npz.Add<double>("d", [.. Enumerable.Range(0, 100).Select(i => i / 3.0)]);
            npz.Add<float>("f", [.. Enumerable.Range(0, 100).Select(i => i / 4f)]);
            npz.Add<int>("i", [.. Enumerable.Range(0, 100).Select(i => -i)]);
            npz.Add<ushort>("u", [.. Enumerable.Range(0, 100).Select(i => (ushort)(i * 600))]);
            npz.Add<byte>("b", [.. Enumerable.Range(0, 100).Select(i => (byte)(2 * i))]);
        });
        double[][] read = Read(path, null, "d", "f", "i", "u", "b");
        for (int i = 0; i < 100; i++)
            Assert.That(read.Select(column => column[i]), Is.EqualTo(new[] { i / 3.0, i / 4.0, -i, i * 600, 2 * i }));
    }

    [Test]
    public void Columns_of_a_group_are_preferred_and_a_column_can_have_several_names()
    {
        string npz = Npz(writer =>
        {
            writer.Add<int>("a_neuron", [1]);
            writer.Add<int>("neuron", [2]);
            writer.Add<double>("time_ms", [3]);
        });
        Assert.That(Read(npz, "a", "neuron", "time_s|time_ms"), Is.EqualTo(new double[][] { [1], [3] }));
        Assert.That(Read(npz, "b", "neuron"), Is.EqualTo(new double[][] { [2] }));
        string csv = Csv("time_ms,neuron,population\n0.5,7,a\n0.6,8,b\n\n\"0.7\",9,\"a\"\r\n");
        Assert.That(Read(csv, "a", "neuron", "time_s|time_ms"), Is.EqualTo(new double[][] { [7, 9], [0.5, 0.7] }));
        Assert.That(Read(csv, null, "neuron"), Is.EqualTo(new double[][] { [7, 8, 9] }));
    }

    [Test]
    public void Rows_can_be_skipped()
    {
        string path = Csv("x\n" + string.Join('\n', Enumerable.Range(0, 10_000)));
        using DataFile file = DataFile.Open(path, null, "", "x");
        file.Skip(9_998, 1);
        double[][] piece = DataFile.Piece(1);
        Assert.That((file.Read(piece), piece[0][0], piece[0][1], file.RowsRead), Is.EqualTo((2, 9_998.0, 9_999.0, 10_000L)));
        Assert.That(() => file.Skip(1, 1), Throws.TypeOf<DataFileException>());
    }

    [TestCase("time_s\n1\n", "there is no column \"neuron\"; there is \"time_s\".")]
    [TestCase("neurn,time_s\n", "there is no column \"neuron\"; there are \"neurn\" and \"time_s\"; did you mean \"neurn\"?")]
    [TestCase("neuron,x,neuron\n", "line 1: the column \"neuron\" is given twice; one is needed.")]
    [TestCase("neuron;x\n", "there is no column \"neuron\"; there is \"neuron;x\"; columns are divided by commas here, not by semicolons")]
    [TestCase("neuron,x\n1,2\n3\n", "line 3: found 1 cells; the first line has 2.")]
    [TestCase("neuron\n1\n\nx\n", "line 4: found \"x\" as \"neuron\"; a finite number is needed.")]
    [TestCase("neuron\nNaN\n", "line 2: found \"NaN\" as \"neuron\"; a finite number is needed.")]
    [TestCase("neuron\n1e999\n", "line 2: found \"1e999\" as \"neuron\"; a finite number is needed.")]
    [TestCase("", "the file is empty, or no regular file.")]
    public void What_is_wrong_with_a_table_is_said_at_its_line(string text, string message) =>
        Assert.That(Problem(Csv(text), null, "neuron"), Is.EqualTo("data.csv: " + message));

    [Test]
    public void One_column_under_two_names_is_refused()
    {
        const string Message = "there are the columns \"time_s\" and \"time_ms\"; one of them is needed.";
        Assert.That(Problem(Csv("time_s,time_ms\n0,0\n"), null, "time_s|time_ms"), Is.EqualTo($"data.csv: line 1: {Message}"));
        string archive = Npz(npz =>
        {
            npz.Add<double>("time_s", [0]);
            npz.Add<double>("a_time_ms", [0]);
        });
        Assert.That(Problem(archive, "a", "time_s|time_ms"), Is.EqualTo($"data.npz: {Message}"));
    }

    [Test]
    public void An_array_without_a_name_is_none_that_was_asked_for() => Assert.That(
        Problem(Npz(npz => npz.Add<double>("", [0])), null, "x"), Does.StartWith("data.npz: there is no array \"x\"; "));

    [Test]
    public void Files_that_are_no_data_are_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Problem(_folder.File("none.csv"), null, "x"), Is.EqualTo("none.csv: there is no such file."));
            Assert.That(Problem(Csv("x\n" + new string('1', 2_000_000)), null, "x"),
                Is.EqualTo("data.csv: line 2: the line is longer than 1048576 characters."));
            Assert.That(Problem("/dev/zero", null, "x"), Does.EndWith("no regular file."));
            Assert.That(Problem(Csv("PK\u0003\u0004 not an archive"), null, "x"), Does.StartWith("data.csv: the file cannot be read: "));
            Assert.That(Problem(Npz(npz => npz.Add<int>("y", [1])), "g", "x"),
                Is.EqualTo("data.npz: there is no array \"g_x\" or \"x\"; there is \"y\"."));
            Assert.That(
                Problem(Npz(npz =>
                {
                    npz.Add<int>("x", [1]);
                    npz.Add<int>("y", [1, 2]);
                }), null, "x", "y"),
                Is.EqualTo("data.npz: the arrays \"x\" and \"y\" have 1 and 2 entries; they must have the same number."));
            Assert.That(Problem(Npz(npz => npz.Add<double>("x", [1, double.NaN])), null, "x"),
                Is.EqualTo("data.npz: entry 1: \"x\" is no finite number."));
        }

        File.WriteAllBytes(_folder.File("data.csv"), [.. "x\n"u8, 0xFF, 0xFE]);
        Assert.That(Problem(_folder.File("data.csv"), null, "x"), Does.StartWith("data.csv: the file cannot be read: "));
    }

    [TestCase("{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999,), }", "says that it has 999999999999 entries")]
    [TestCase("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 1), }", "is no one-dimensional array of numbers")]
    [TestCase("{'descr': '>f8', 'fortran_order': False, 'shape': (3,), }", "is no one-dimensional array of numbers")]
    [TestCase("{'descr': '|O', 'fortran_order': False, 'shape': (3,), }", "is no one-dimensional array of numbers")]
    [TestCase("nothing", "is no one-dimensional array of numbers")]
    public void Headers_that_lie_are_refused(string header, string message)
    {
        string path = _folder.File("data.npz");
        File.Delete(path);
        using (ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using Stream stream = archive.CreateEntry("x.npy").Open();
            byte[] length = new byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
            stream.Write([0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. new byte[24]]);
        }

        Assert.That(Problem(path, null, "x"), Does.Contain(message));
    }

    [Test]
    public void Files_that_are_cut_or_changed_anywhere_are_read_or_refused()
    {
        string path = Npz(npz =>
        {
            npz.Add<double>("x", [.. Enumerable.Range(0, 50).Select(i => i * 0.1)]);
            npz.Add<int>("y", [.. Enumerable.Range(0, 50)]);
        });
        byte[] sound = File.ReadAllBytes(path);
        byte[] table = Encoding.UTF8.GetBytes("x,y\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i * 0.1},{i}")));
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] file = [.. i % 2 == 0 ? sound : table];
            if (i % 3 == 0) file = file[..random.Next(1, file.Length)];
            else for (int k = 0; k < 1 + i % 4; k++) file[random.Next(file.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, file);
            try
            {
                Read(path, null, "x", "y");
            }
            catch (DataFileException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.GreaterThan(1000));
    }
}
