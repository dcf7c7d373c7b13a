using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Tests.Files;

/// <summary>Kinds of other assemblies, which stand here for those of a user, are added to those that files can name.</summary>
[NonParallelizable]
public sealed class KindsTests
{
    [Test]
    public void A_kind_of_another_assembly_is_read_written_checked_and_in_the_schema()
    {
        Assert.That(Messages("""{ "shape": "hexagon", "side": "3 ms" }"""), Does.Contain("must be \"disc\" or \"square\""));
        Kinds.AddFrom(AssemblyWith("Hexagon", "hexagon"));

        Figure figure = Reader().Parse("""{ "shape": "hexagon", "side": "3 ms" }""", "figure", null);
        Assert.That((figure.GetType().Name, figure.Side), Is.EqualTo(("Hexagon", 3e-3)));
        Assert.That(DescriptionWriter.Write(figure).ToJsonString(), Is.EqualTo("""{"shape":"hexagon","side":"3 ms"}"""));
        Assert.That(Messages("""{ "shape": "hexagn", "side": "3 ms" }"""),
            Does.Contain("\"disc\", \"hexagon\" or \"square\"; did you mean \"hexagon\"?"));
        Assert.That(Messages("""{ "shape": "hexagon", "side": "3 mV" }"""), Does.Contain("a time is needed"));
        JsonNode definitions = JsonNode.Parse(JsonSchema.Generate(typeof(Figure), "Figure"))!["$defs"]!;
        Assert.That(definitions["Hexagon"]!["properties"]!["shape"]!["const"]!.GetValue<string>(), Is.EqualTo("hexagon"));
    }

    [Test]
    public void A_name_that_is_taken_is_refused_and_leaves_everything_as_it_was() => Assert.Multiple(() =>
    {
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Circle", "disc")),
            Throws.ArgumentException.With.Message.Contains("the name \"disc\", which"));
        Assert.That(Reader().Parse("""{ "shape": "disc", "side": "1 s" }""", "figure", null), Is.EqualTo(new Disc { Side = 1 }));
    });

    [Test]
    public void A_kind_that_no_file_could_give_is_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Hidden", "hidden", TypeAttributes.NotPublic)),
            Throws.ArgumentException.With.Message.Contains("must be public"));
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Stray", "stray", root: typeof(object))),
            Throws.ArgumentException.With.Message.StartsWith("Stray has a VariantNameAttribute, but derives from none of the classes whose "
                + "kinds files name: ConnectivityDescription, CurrentDescription, NeuronModelDescription, "));
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Odd", "odd", root: typeof(WithFloat))),
            Throws.ArgumentException.With.Message.Contains("System.Single"));
    });

    [TestCase("Bad Name!")]
    [TestCase("Hexagon")]
    [TestCase("")]
    [TestCase("6gon")]
    [TestCase("hexa--gon")]
    [TestCase("hexagon-")]
    [TestCase("hexagon\n")]
    public void A_name_that_files_do_not_have_is_refused_with_what_is_allowed(string name) => Assert.That(
        () => Kinds.AddFrom(AssemblyWith("Named", name)),
        Throws.ArgumentException.With.Message.EqualTo($"Named has the name \"{name}\"; a name is lower-case letters a to z and digits, "
            + "begins with a letter, and may have single hyphens between them, as \"quadratic-lif\"."));

    [Test]
    public void A_unit_or_bounds_of_what_has_none_are_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Whole", "whole", root: typeof(WithWholeTime))),
            Throws.ArgumentException.With.Message.EqualTo($"{typeof(WithWholeTime)}.Time has a QuantityAttribute, but the type "
                + "System.Int32; a number with a unit needs the type double."));
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Bound", "bound", root: typeof(WithBoundText))),
            Throws.ArgumentException.With.Message.EqualTo($"{typeof(WithBoundText)}.Texts has a BoundsAttribute, but the type "
                + "System.String; bounds are for numbers: double, int or long."));
    });

    [Test]
    public void A_key_by_which_files_name_the_kind_is_refused() => Assert.That(
        () => Kinds.AddFrom(AssemblyWith("Doubled", "doubled", root: typeof(WithKindKey))),
        Throws.ArgumentException.With.Message.EqualTo(
            "Doubled has a property Type, but in files the key \"type\" names the kind; give it another name."));

    [Test]
    public void All_parts_of_an_assembly_that_cannot_be_used_are_named_at_once_and_nothing_is_added()
    {
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("UserMany"), AssemblyBuilderAccess.Run);
        ModuleBuilder module = assembly.DefineDynamicModule("Main");
        Define(module, "Octagon", "octagon");
        Define(module, "Ring", "disc");
        Define(module, "Veiled", "veiled", TypeAttributes.NotPublic);
        Define(module, "Second", "octagon");
        Define(module, "Lost", "lost", root: typeof(object));
        Define(module, "Float", "float", root: typeof(WithFloat));
        Define(module, "Broken", "broken", root: typeof(WithFault));
        string message = Assert.Throws<ArgumentException>(() => Kinds.AddFrom(assembly))!.Message;
        Assert.That(message, Does.StartWith("6 parts of UserMany cannot be used:\n  "));
        Assert.That(message.Split("\n  "), Has.Length.EqualTo(7));
        Assert.That(message, Does.Contain("Ring has the name \"disc\", which")
            .And.Contain("Second has the name \"octagon\", which Octagon has")
            .And.Contain("Veiled cannot be read from a file: it must be public").And.Contain("Lost has a VariantNameAttribute, but")
            .And.Contain("Float.Value has the type System.Single").And.Contain("Broken cannot be created: InvalidOperationException: no"));
        Assert.That(Messages("""{ "shape": "octagon", "side": "3 ms" }"""), Does.Not.Contain("\"octagon\","));
    }

    [Test]
    public void A_description_is_read_from_the_text_of_a_program_with_the_mistakes_of_a_file()
    {
        Assert.That(Kinds.Read<Figure>("""{ "shape": "disc", "side": "2 ms" } // a comment"""), Is.EqualTo(new Disc { Side = 2e-3 }));
        NetworkFileException mistakes = Assert.Throws<NetworkFileException>(() => Kinds.Read<Figure>("""
            {
              "shape": "disc",
              "size": 3, "side": "2 mV"
            }
            """))!;
        Assert.That(mistakes.Problems.Select(problem => problem.ToString().Split(' ')[0]),
            Is.EqualTo(new[] { "Figure:3:3:", "Figure:3:22:" }));
        Assert.That(mistakes.Message, Does.Contain("did you mean \"side\"?").Or.Contain("known are").And.Contain("a time is needed"));
    }

    [Test]
    public void One_kind_is_read_with_or_without_its_name_and_no_other()
    {
        Disc expected = new() { Side = 2e-3 };
        Assert.That(Kinds.Read<Disc>("""{ "shape": "disc", "side": "2 ms" }"""), Is.EqualTo(expected));
        Assert.That(Kinds.Read<Disc>("""{ "side": "2 ms" }"""), Is.EqualTo(expected));
        Assert.That(() => Kinds.Read<Disc>("""{ "shape": "square", "side": "2 ms" }"""),
            Throws.TypeOf<NetworkFileException>().With.Message.EndsWith("found \"square\"; it must be \"disc\", because a Disc is read."));
        Assert.That(() => Kinds.Read<Disc>("""{ "form": "disc" }"""),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("the key \"form\" is not known here"));
        Assert.That(() => Kinds.Read<Disc>("3"),
            Throws.TypeOf<NetworkFileException>().With.Message.EndsWith("found 3; a disc is one object in braces { ... }."));
    }

    [Test]
    public void What_is_no_record_with_keys_is_refused_with_those_that_are() => Assert.Multiple(() =>
    {
        const string Possible = "is no record with keys, so no text describes one; possible are ConnectivityDescription, ";
        Assert.That(() => Kinds.Read<string>("{}"), Throws.ArgumentException.With.Message.StartsWith($"System.String {Possible}"));
        Assert.That(() => Kinds.Read<StudyComparison>("{}"), Throws.ArgumentException.With.Message.Contains(Possible)
            .And.Message.Contains("RecorderDescription").And.Message.EndsWith(", their kinds, and other records with keys."));
        Assert.That(() => Kinds.Read<IReadOnlyList<string>>("[]"), Throws.ArgumentException.With.Message.Contains(Possible));
        Assert.That(() => Kinds.Read<int[]>("[]"),
            Throws.ArgumentException.With.Message.EqualTo("No value of a file can be read into the type System.Int32[]."));
    });

    [Test]
    public void A_kind_whose_own_bounds_refuse_a_default_is_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Slow", "slow", root: typeof(WithLongPause))),
            Throws.ArgumentException.With.Message.EqualTo(
                "Slow.Pause has the default \"200 ms\", which its own bounds refuse: it must be above \"0 ms\" and at most \"100 ms\"."));
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Empty", "empty", root: typeof(WithNoCells))),
            Throws.ArgumentException.With.Message.EqualTo(
                "Empty.Cells has the default 0, which its own bounds refuse: it must be at least 1."));
        const string Above = "which its own bounds refuse: it must be above \"0 ms\".";
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Listed", "listed", root: typeof(WithTimes))),
            Throws.ArgumentException.With.Message.EqualTo($"Listed.Times[1] has the default \"-1 s\", {Above}"));
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Mapped", "mapped", root: typeof(WithNamedTimes))),
            Throws.ArgumentException.With.Message.EqualTo($"Mapped.Times[\"late\"] has the default \"0 ms\", {Above}"));
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Nested", "nested", root: typeof(WithRest))),
            Throws.ArgumentException.With.Message.EqualTo($"Nested.Rest.Length has the default \"-3 s\", {Above}"));
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Series", "series", root: typeof(WithRests))),
            Throws.ArgumentException.With.Message.EqualTo($"Series.Rests[\"a\"][0].Length has the default \"-2 s\", {Above}"));
        Assert.That(() => Kinds.AddFrom(AssemblyWith("Absent", "absent", root: typeof(WithPause))),
            Throws.ArgumentException.With.Message.EqualTo($"{typeof(Pause)}.Before has the default \"0 ms\", {Above}"));
    });

    [TestCase("\"times\": [\"1 s\", \"-1 s\"]", "times[1]: found \"-1 s\"")]
    [TestCase("\"named\": { \"a\": \"1 s\", \"b\": \"0 s\" }", "named.b: found \"0 s\"")]
    [TestCase("\"rest\": { \"length\": \"-2 s\" }", "rest.length: found \"-2 s\"")]
    [TestCase("\"rests\": { \"a\": [{ \"length\": \"1 s\" }, { \"length\": \"-3 s\" }] }", "rests.a[1].length: found \"-3 s\"")]
    public void Bounds_hold_for_the_elements_of_lists_and_maps_and_within_records(string text, string message) => Assert.That(
        () => new DescriptionFile<Timetable>("timetable", (_, _, _, _) => { }, ("network", "populations"))
            .Parse($"{{ {text} }}", "t", null),
        Throws.TypeOf<NetworkFileException>().With.Message.EndsWith($"{message}; it must be above \"0 s\"."));

    [Test]
    public void The_bounds_of_the_kinds_of_the_program_accept_their_defaults()
    {
        Type[] kinds = [.. typeof(Kinds).Assembly.GetTypes().Where(type => Attribute.IsDefined(type, typeof(VariantNameAttribute), false))];
        Assert.That(kinds, Has.Length.GreaterThan(60));
        Assert.That(kinds.Where(kind => !kind.IsAbstract).Select(kind => DefaultFaults.Find(RecordShape.Of(kind))), Is.All.Null);
    }

    [Test]
    public void An_object_without_its_type_whose_keys_are_those_of_another_kind_is_told_so()
    {
        DescriptionFile<Sound> reader = new("sound", (_, _, _, _) => { }, ("network", "populations"));
        string Mistakes(string text) => Assert.Throws<NetworkFileException>(() => reader.Parse(text, "sound", null)).Message;
        Assert.That(Mistakes("""{ "pitch": 2, "decay": 1 }"""), Does.EndWith(
            "the key \"type\" is missing, so this would be \"noise\", which has no key \"pitch\"; \"tone\" has it: give \"type\": "
            + "\"tone\"."));
        // A key too many, and a slip.
        Assert.That(Mistakes("""{ "colour": 1, "decay": 1, "pitch": 2 }"""), Does.Contain("the key \"pitch\" is not known here"));
        Assert.That(Mistakes("""{ "color": 1 }"""), Does.Contain("did you mean \"colour\"?"));
    }

    private static string Messages(string text) =>
        Assert.Throws<NetworkFileException>(() => Reader().Parse(text, "figure", null))!.Message;

    private static DescriptionFile<Figure> Reader() => new("figure", (_, _, _, _) => { }, ("network", "populations"));

    private static AssemblyBuilder AssemblyWith(
        string type, string name, TypeAttributes visibility = TypeAttributes.Public, Type? root = null)
    {
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("User" + type), AssemblyBuilderAccess.Run);
        Define(assembly.DefineDynamicModule("Main"), type, name, visibility, root);
        return assembly;
    }

    private static void Define(
        ModuleBuilder module, string type, string name, TypeAttributes visibility = TypeAttributes.Public, Type? root = null)
    {
        TypeBuilder builder = module.DefineType(type, visibility, root ?? typeof(Figure));
        builder.DefineDefaultConstructor(MethodAttributes.Public);
        builder.SetCustomAttribute(new CustomAttributeBuilder(typeof(VariantNameAttribute).GetConstructor([typeof(string)])!, [name]));
        builder.CreateType();
    }

    [VariantKey("shape")]
    public abstract class Figure
    {
        [Quantity(Dimension.Time)]
        public double Side { get; init; }

        public override bool Equals(object? obj) => obj is Figure other && other.GetType() == GetType() && other.Side == Side;

        public override int GetHashCode() => HashCode.Combine(GetType(), Side);
    }

    [VariantName("square")]
    public sealed class Square : Figure;

    [VariantName("disc")]
    public sealed class Disc : Figure;

    [VariantKey("type")]
    public abstract class WithKindKey
    {
        public string Type { get; init; } = "";
    }

    [VariantKey("type")]
    public abstract class WithLongPause
    {
        [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 0.1)]
        public double Pause { get; init; } = 0.2;
    }

    [VariantKey("type")]
    public abstract class WithNoCells
    {
        [Bounds(AtLeast = 1)]
        public int Cells { get; init; }
    }

    [VariantKey("type")]
    public abstract class WithWholeTime
    {
        [Quantity(Dimension.Time)]
        public int Time { get; init; }
    }

    [VariantKey("type")]
    public abstract class WithBoundText
    {
        [Bounds(AtLeast = 1)]
        public IReadOnlyList<string> Texts { get; init; } = [];
    }

    [VariantKey("type")]
    public abstract class WithTimes
    {
        [Quantity(Dimension.Time), Bounds(Above = 0)]
        public IReadOnlyList<double> Times { get; init; } = [1, -1];
    }

    [VariantKey("type")]
    public abstract class WithNamedTimes
    {
        [Quantity(Dimension.Time), Bounds(Above = 0)]
        public IReadOnlyDictionary<string, double> Times { get; init; } = new Dictionary<string, double> { ["early"] = 1, ["late"] = 0 };
    }

    [VariantKey("type")]
    public abstract class WithRest
    {
        public Rest? Rest { get; init; } = new() { Length = -3 };
    }

    [VariantKey("type")]
    public abstract class WithRests
    {
        public IReadOnlyDictionary<string, IReadOnlyList<Rest>> Rests { get; init; } =
            new Dictionary<string, IReadOnlyList<Rest>> { ["a"] = [new Rest { Length = -2 }] };
    }

    [VariantKey("type")]
    public abstract class WithPause
    {
        public IReadOnlyList<Pause> Pauses { get; init; } = [];
    }

    public sealed class Rest
    {
        [Quantity(Dimension.Time), Bounds(Above = 0)]
        public required double Length { get; init; }
    }

    public sealed class Pause
    {
        [Quantity(Dimension.Time), Bounds(Above = 0)]
        public double Before { get; init; }
    }

    public sealed class Timetable
    {
        [Quantity(Dimension.Time), Bounds(Above = 0)]
        public IReadOnlyList<double> Times { get; init; } = [];

        [Quantity(Dimension.Time), Bounds(Above = 0)]
        public IReadOnlyDictionary<string, double> Named { get; init; } = new Dictionary<string, double>();

        public Rest? Rest { get; init; }

        public IReadOnlyDictionary<string, IReadOnlyList<Rest>> Rests { get; init; } = new Dictionary<string, IReadOnlyList<Rest>>();
    }

    [VariantKey("type", Default = "noise")]
    public abstract class Sound
    {
        public double Decay { get; init; }
    }

    [VariantName("noise")]
    public sealed class Noise : Sound
    {
        public double Colour { get; init; }
    }

    [VariantName("tone")]
    public sealed class Tone : Sound
    {
        public double Pitch { get; init; }
    }

    [VariantKey("type")]
    public abstract class WithFault
    {
        protected WithFault() => throw new InvalidOperationException("no");
    }

    [VariantKey("type")]
    public abstract class WithFloat
    {
        public float Value { get; init; }
    }
}
