using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Leat.Protocol;

/// <summary>Reads one message in the protocol buffer wire format, field by field.</summary>
/// <remarks>The input may be any bytes: an invalid message is rejected with <see cref="InvalidDataException"/>, and reads never go beyond
/// its end.</remarks>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _left = message;
    private int _wireType = -1;

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Moves to the next field, which must be read or skipped. False at the end.</summary>
    public bool Next()
    {
        if (_left.IsEmpty)
            return false;
        var tag = ReadRawVarint();
        if (tag >> 3 is 0 or > 0x1FFFFFFF)
            throw new InvalidDataException("A field has no valid number.");
        Field = (int)(tag >> 3);
        _wireType = (int)(tag & 7);
        return true;
    }

    /// <summary>An integer or a bool.</summary>
    public ulong ReadVarint()
    {
        Expect(Varint);
        return ReadRawVarint();
    }

    /// <summary>Eight bytes, lowest first.</summary>
    public ulong ReadFixed64()
    {
        Expect(Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
    }

    /// <summary>Bytes or a nested message.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        Expect(Bytes);
        return TakeLengthFirst();
    }

    /// <summary>A UTF-8 string.</summary>
    public string ReadString()
    {
        var bytes = ReadBytes();
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw new InvalidDataException($"Field {Field} is not valid UTF-8.");
    }

    /// <summary>Skips the current field. Groups, which have long been obsolete, are rejected.</summary>
    public void Skip()
    {
        switch (_wireType)
        {
            case Varint:
                ReadRawVarint();
                break;
            case Fixed64:
                Take(sizeof(ulong));
                break;
            case Bytes:
                TakeLengthFirst();
                break;
            case Fixed32:
                Take(sizeof(uint));
                break;
            default:
                throw new InvalidDataException($"Field {Field} has the wire type {_wireType}, which is none.");
        }
    }

    private readonly void Expect(int wireType)
    {
        if (_wireType != wireType)
            throw new InvalidDataException($"Field {Field} has the wire type {_wireType}, expected {wireType}.");
    }

    private ulong ReadRawVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("A number is longer than ten bytes.");
    }

    private ReadOnlySpan<byte> TakeLengthFirst()
    {
        var length = ReadRawVarint();
        return length <= int.MaxValue ? Take((int)length) : throw EndsEarly();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length)
            throw EndsEarly();
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }

    private static InvalidDataException EndsEarly() => new("The message ends within a field.");
}
