using Spiking.Numerics;

namespace Spiking.Tests.Numerics;

public class ThreefryTests
{
    // Known answers for Threefry-2x32 with 20 rounds, published with Salmon et al. 2011.
    [TestCase(0u, 0u, 0u, 0u, 0x6b200159u, 0x99ba4efeu)]
    [TestCase(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x1cb996fcu, 0xbb002be7u)]
    [TestCase(0x13198a2eu, 0x03707344u, 0x243f6a88u, 0x85a308d3u, 0xc4923a9cu, 0x483df7a0u)]
    public void Gives_the_known_answers(uint key0, uint key1, uint counter0, uint counter1, uint first, uint second) =>
        Assert.That(Threefry.Block(new RandomKey(key0, key1), counter0, counter1), Is.EqualTo((first, second)));

    [Test]
    public void Sixteen_at_a_time_equals_one_at_a_time()
    {
        RandomKey key = RandomKey.Of(1, RandomPurpose.Background);
        const uint Start = uint.MaxValue - 3;
        Threefry16 words = Threefry.Block16(key, 7, Start);
        for (int lane = 0; lane < 8; lane++)
        {
            Assert.That(
                (words.Low.First[lane], words.Low.Second[lane]),
                Is.EqualTo(Threefry.Block(key, 7, unchecked(Start + (uint)lane))));
            Assert.That(
                (words.High.First[lane], words.High.Second[lane]),
                Is.EqualTo(Threefry.Block(key, 7, unchecked(Start + 8 + (uint)lane))));
        }
    }

    [Test]
    public void Neighbouring_seeds_and_identities_give_unrelated_keys()
    {
        HashSet<RandomKey> keys = [];
        for (long seed = 0; seed < 30; seed++)
        {
            foreach (RandomPurpose purpose in Enum.GetValues<RandomPurpose>())
            {
                RandomKey key = RandomKey.Of(seed, purpose);
                keys.Add(key);
                for (uint identity = 0; identity < 30; identity++) keys.Add(key.Derive(identity));
            }
        }

        Assert.That(keys, Has.Count.EqualTo(30 * Enum.GetValues<RandomPurpose>().Length * 31));
    }
}
