using Spiking.Inputs;

namespace Spiking.Tests.Inputs;

/// <summary>Blocks that helpers prepare for a user who never waits for them.</summary>
public class BlockHandoverTests
{
    [Test]
    public void A_helper_who_is_in_time_hands_over_the_next_block()
    {
        BlockHandover handover = new();
        Assert.That(handover.TryClaim(out int block), Is.True);
        Assert.That(block, Is.Zero);
        handover.Complete(0);
        Assert.That(handover.IsReady(0), Is.True);
        Assert.That(handover.TryClaim(out _), Is.False, "block 0 is ready, and has not begun");
        handover.Begin(0);
        Assert.That(handover.IsReady(1), Is.False);
        Assert.That(handover.TryClaim(out block), Is.True);
        Assert.That(block, Is.EqualTo(1));
    }

    [Test]
    public void A_helper_who_is_late_is_left_alone_and_what_he_did_is_not_taken()
    {
        BlockHandover handover = new();
        Assert.That(handover.TryClaim(out _), Is.True);
        Assert.That(handover.IsReady(0), Is.False, "the user prepares it himself");
        handover.Begin(0);
        Assert.That(handover.IsReady(1), Is.False);
        handover.Begin(1);
        Assert.That(handover.TryClaim(out _), Is.False, "the first helper still writes");
        handover.Complete(0);
        Assert.That(handover.IsReady(1), Is.False);
        Assert.That(handover.IsReady(2), Is.False);
        Assert.That(handover.TryClaim(out int block), Is.True);
        Assert.That(block, Is.EqualTo(2), "the one after that which the user is in");
        handover.Complete(2);
        Assert.That(handover.IsReady(2), Is.True);
        Assert.That(handover.TryClaim(out _), Is.False);
    }
}
