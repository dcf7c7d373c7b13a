using Spiking.Quantities;

namespace Spiking.Files;

/// <summary>Marks a <see cref="double"/> that a network file writes as a number with a unit ("370 pF"); it is held in SI units.</summary>
/// <param name="dimension">The dimension the unit must have.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantityAttribute(Dimension dimension) : Attribute
{
    /// <summary>The dimension the unit must have.</summary>
    public Dimension Dimension { get; } = dimension;
}

/// <summary>
/// The allowed range of a number or quantity (SI units), or of every element of a list of them. Bounds that are not set do not apply.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoundsAttribute : Attribute
{
    /// <summary>Smallest allowed value.</summary>
    public double AtLeast { get; init; } = double.NaN;

    /// <summary>Value that must be exceeded.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>Largest allowed value.</summary>
    public double AtMost { get; init; } = double.NaN;

    /// <summary>The likely meaning of a smaller value, as a part of the sentence that refuses it.</summary>
    public string? WhenSmaller { get; init; }
}

/// <summary>Marks a list, a set of named entries or a text that must not be empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotEmptyAttribute : Attribute;

/// <summary>
/// Marks a text that is the path of a file, relative to the folder of the file that has the text. A record holds it relative to the file
/// that was read, also where the text comes from a file in another folder that this one extends; or as a full path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute
{
    /// <summary>
    /// Whether the record holds the full path, so that it can be used, and saved with results, without knowing where the file was that had
    /// the text.
    /// </summary>
    public bool IsFull { get; init; }
}

/// <summary>The key that a property had in files of earlier versions: who still uses it is told the new one.</summary>
/// <param name="key">The key, which must not be one of the record.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FormerKeyAttribute(string key) : Attribute
{
    /// <summary>The key of before.</summary>
    public string Key { get; } = key;
}

/// <summary>
/// Marks a record whose file holds all keys, except flags that are false and values that may be absent. It is made without its constructor,
/// which takes values, and its internal properties are keys too.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CompleteRecordAttribute : Attribute;

/// <summary>Marks a property of a complete record whose key is left out of a file where the value is absent.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotWrittenIfAbsentAttribute : Attribute;

/// <summary>
/// Marks a type that a file writes as a text, as ToString gives it, which a static method Parse(string) of the type reads.
/// </summary>
/// <param name="meaning">What such a text is, with an example, for messages: "a colour, for example \"#0072b2\"".</param>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class WrittenAsTextAttribute(string meaning) : Attribute
{
    /// <summary>The kind of text, with an example: "a colour, for example \"#0072b2\"".</summary>
    public string Meaning { get; } = meaning;
}

/// <summary>A name that files of earlier versions have among those of an enumeration, and no file has now.</summary>
/// <param name="name">The name, in lower case with hyphens.</param>
/// <param name="remedy">How a file with the name is brought up to date, as the end of a sentence.</param>
[AttributeUsage(AttributeTargets.Enum, AllowMultiple = true)]
internal sealed class FormerNameAttribute(string name, string remedy) : Attribute
{
    /// <summary>The name, in lower case with hyphens.</summary>
    public string Name { get; } = name;

    /// <summary>How a file with the name is brought up to date, as the end of a sentence.</summary>
    public string Remedy { get; } = remedy;
}

/// <summary>Marks a type of which a file holds a record that stands for it.</summary>
/// <param name="record">The record, which derives from the type.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class WrittenAsAttribute(Type record) : Attribute
{
    /// <summary>The record that stands for it.</summary>
    public Type Record { get; } = record;
}

/// <summary>Marks an abstract record of which a network file chooses one variant by the value of a key.</summary>
/// <param name="key">The key that names the variant, for example "type".</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class VariantKeyAttribute(string key) : Attribute
{
    /// <summary>The key that names the variant.</summary>
    public string Key { get; } = key;

    /// <summary>The name of the variant that is meant where the key is absent; null: the key is needed.</summary>
    public string? Default { get; init; }
}

/// <summary>
/// Marks an abstract class of which a file chooses one that derives from it by its name alone: what is chosen has no keys.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ChosenByNameAttribute : Attribute;

/// <summary>The name under which a network file chooses this variant of its base record.</summary>
/// <param name="name">The name: letters a to z and digits, with single hyphens between them, for example "quadratic-lif".</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VariantNameAttribute(string name) : Attribute
{
    /// <summary>The name written in the file.</summary>
    public string Name { get; } = name;
}
