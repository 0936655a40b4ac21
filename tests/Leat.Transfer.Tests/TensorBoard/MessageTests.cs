using Leat.Transfer.TensorBoard;

namespace Leat.Transfer.Tests.TensorBoard;

/// <summary>Messages are read by their fields; what is no message is said to be none, and nothing throws.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Numbers_of_any_length_come(long number)
    {
        var reader = new WireReader(new WireWriter().Varint(2, number).ToArray());

        reader.Next().ShouldBeTrue();
        (reader.Key, (long)reader.Number).ShouldBe(((2u << 3) | WireType.Varint, number));
        reader.Next().ShouldBeFalse();
        reader.IsMalformed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("08")]
    [InlineData("08ffffffffffffffffffff01")]
    [InlineData("00")]
    [InlineData("0b0c")]
    [InlineData("0f")]
    [InlineData("09010203")]
    [InlineData("0d0102")]
    [InlineData("0a05616263")]
    [InlineData("0affffffffffffffffff01")]
    [InlineData("ffffffff7f01")]
    public void What_is_no_field_ends_a_message(string hex)
    {
        var reader = new WireReader(Convert.FromHexString(hex));

        reader.Next().ShouldBeFalse();
        reader.IsMalformed.ShouldBeTrue();
        reader.Next().ShouldBeFalse();
    }

    [Fact]
    public void An_event_is_read_past_fields_that_nobody_knows()
    {
        var bytes = new WireWriter().Varint(99, 7).Text(50, "x").Double(1, 1.5).Float(60, 1).Varint(2, -3).Message(5, new WireWriter().Text(1, "v")).ToArray();

        LoggedEvent.TryRead(bytes, out var logged).ShouldBeTrue();

        (logged.WallTime, logged.Step, logged.Summary.Length).ShouldBe((1.5, -3, 3));
    }

    [Fact]
    public void A_field_of_another_type_than_it_should_have_does_not_count()
    {
        var bytes = new WireWriter().Varint(1, 7).Text(2, "three").Double(5, 1).ToArray();

        LoggedEvent.TryRead(bytes, out var logged).ShouldBeTrue();

        (logged.WallTime, logged.Step, logged.Summary.Length).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Tensors_of_every_type_give_their_number()
    {
        NumberIn(Events.Floats(0.25f)).ShouldBe(0.25);
        NumberIn(new WireWriter().Varint(1, Events.DtFloat).Float(5, 0.25f)).ShouldBe(0.25);
        NumberIn(new WireWriter().Varint(1, Events.DtFloat).Bytes(4, BitConverter.GetBytes(0.25f))).ShouldBe(0.25);
        NumberIn(new WireWriter().Varint(1, Events.DtDouble).Bytes(6, BitConverter.GetBytes(0.1))).ShouldBe(0.1);
        NumberIn(new WireWriter().Varint(1, Events.DtDouble).Bytes(4, BitConverter.GetBytes(-0.1))).ShouldBe(-0.1);
        NumberIn(new WireWriter().Varint(1, Events.DtInt32).Varint(7, -5)).ShouldBe(-5);
        NumberIn(new WireWriter().Varint(1, Events.DtInt64).Bytes(10, [7])).ShouldBe(7);
        NumberIn(new WireWriter().Varint(1, 10).Varint(11, 1)).ShouldBe(1);
        NumberIn(new WireWriter().Varint(1, Events.DtHalf).Varint(13, BitConverter.HalfToUInt16Bits((Half)0.5))).ShouldBe(0.5);
        NumberIn(new WireWriter().Varint(1, Events.DtBFloat16).Varint(13, 0x3f80)).ShouldBe(1);
        NumberIn(new WireWriter().Varint(1, Events.DtHalf).Bytes(4, BitConverter.GetBytes((Half)0.5))).ShouldBe(0.5);
        NumberIn(new WireWriter().Varint(1, 23).Varint(17, -1)).ShouldBe(18446744073709551615.0);
        NumberIn(new WireWriter().Varint(1, Events.DtFloat)).ShouldBe(0);
    }

    [Fact]
    public void A_tensor_that_is_not_one_number_gives_none()
    {
        NumberIn(Events.Floats(1, 2)).ShouldBeNull();
        NumberIn(new WireWriter().Varint(1, Events.DtFloat).Float(5, 1).Float(5, 2)).ShouldBeNull();
        NumberIn(new WireWriter().Varint(1, Events.DtString).Text(8, "1")).ShouldBeNull();
        NumberIn(new WireWriter().Varint(1, 8).Bytes(4, new byte[8])).ShouldBeNull();
        NumberIn(new WireWriter()).ShouldBeNull();
        NumberIn(Events.Floats(1).Raw(0x0a)).ShouldBeNull();
    }

    [Fact]
    public void A_table_of_texts_is_read_by_rows()
    {
        var shape = new WireWriter().Message(2, new WireWriter().Varint(1, 2)).Message(2, new WireWriter().Varint(1, 2));
        var tensor = new WireWriter().Varint(1, Events.DtString).Message(2, shape).Text(8, "a").Text(8, "b").Text(8, "c").Text(8, "ü").ToArray();

        TensorValue.ReadText(tensor).ShouldBe("a | b\nc | ü");
        TensorValue.ReadText(new WireWriter().Text(8, "one").ToArray()).ShouldBe("one");
        TensorValue.ReadText([]).ShouldBe("");
    }

    [Fact]
    public void A_session_gives_its_values_as_Python_writes_them()
    {
        var session = new SessionInfo();
        var values = new WireWriter();
        foreach (var (name, value) in ((string, WireWriter)[])
            [
                ("lr", Events.Number(0.001)), ("batch", Events.Number(32)), ("tiny", Events.Number(1e-7)), ("huge", Events.Number(1e300)), ("nan", Events.Number(double.NaN)),
                ("bn", Events.Bool(true)), ("drop", Events.Bool(false)), ("opt", Events.String("adam")), ("none", new WireWriter().Varint(1, 0)),
                ("list", new WireWriter().Message(6, new WireWriter())), ("nothing", new WireWriter()),
            ])
            values.Message(1, new WireWriter().Text(1, name).Message(2, value));

        session.TryRead(new WireWriter().Message(3, values.Text(4, "group")).Message(4, new WireWriter().Varint(1, 2)).ToArray()).ShouldBeTrue();

        session.Values.Select(value => $"{value.Name}={value.Value ?? "?"}").ShouldBe(
            ["lr=0.001", "batch=32", "tiny=1e-07", "huge=1e+300", "nan=nan", "bn=True", "drop=False", "opt=adam", "none=None", "list=?", "nothing=?"]);
        session.Links.ShouldBe([("group_name", "group")]);
        session.Failed.ShouldBe(true);
    }

    [Fact]
    public void Bytes_that_nobody_wrote_never_throw()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(100)];
            random.NextBytes(bytes);

            // Keys of fields that exist lead deeper than any bytes.
            for (var at = 0; at < bytes.Length; at += random.Next(1, 8))
                bytes[at] = (byte)((random.Next(1, 10) << 3) | random.Next(6));
            LoggedEvent.TryRead(bytes, out _);
            SummaryValue.TryRead(bytes, out _);
            new SessionInfo().TryRead(bytes);
            TensorValue.TryReadNumber(bytes, out _);
            TensorValue.ReadText(bytes).ShouldNotBeNull();
        }
    }

    private static double? NumberIn(WireWriter tensor) => TensorValue.TryReadNumber(tensor.ToArray(), out var number) ? number : null;
}
