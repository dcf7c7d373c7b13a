using Spiking.Text;

namespace Spiking.Tests.Text;

/// <summary>Sentences of a person in front of those of the program.</summary>
public sealed class SentencesTests
{
    [TestCase("", "")]
    [TestCase(" ", "")]
    [TestCase("Words", "Words. ")]
    [TestCase("Words. ", "Words. ")]
    [TestCase("Why?", "Why? ")]
    public void What_follows_begins_a_sentence(string words, string expected) => Assert.That(Sentences.Before(words), Is.EqualTo(expected));
}
