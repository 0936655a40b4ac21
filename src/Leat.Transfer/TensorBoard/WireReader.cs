using System.Buffers.Binary;

namespace Leat.Transfer.TensorBoard;

/// <summary>Reads the fields of a message in the wire format of Protocol Buffers, one after another and without copies. What a caller does not
/// ask for is passed over; a field of another type than expected has another key.</summary>
/// <param name="message">The message.</param>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int MostVarintBytes = 10;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field and the type of its value, as <see cref="WireType"/> says.</summary>
    public uint Key { get; private set; }

    /// <summary>The value, if it is a number: of a float or a double, its bits.</summary>
    public ulong Number { get; private set; }

    /// <summary>The value, if it is a text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether what followed was no field, which ended the message.</summary>
    public bool IsMalformed { get; private set; }

    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    public readonly float Single => BitConverter.UInt32BitsToSingle((uint)Number);

    /// <summary>Reads the next field with its value.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        if (!TryReadVarint(ref _rest, out var key) || key > uint.MaxValue || key < WireType.FirstKey || !TryReadValue((uint)key))
        {
            IsMalformed = true;
            _rest = default;
            return false;
        }

        Key = (uint)key;
        return true;
    }

    /// <summary>Reads a number of variable length: seven bits a byte, the lowest first.</summary>
    public static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = 0;
        for (var i = 0; i < bytes.Length && i < MostVarintBytes; i++)
        {
            // Bits above the 64th are dropped, as other readers do.
            number |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] >= 0x80)
                continue;
            bytes = bytes[(i + 1)..];
            return true;
        }

        return false;
    }

    private bool TryReadValue(uint key)
    {
        ulong number;
        switch (key & WireType.Mask)
        {
            case WireType.Varint when TryReadVarint(ref _rest, out number):
                Number = number;
                return true;
            case WireType.Fixed64 when _rest.Length >= sizeof(ulong):
                Number = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
                _rest = _rest[sizeof(ulong)..];
                return true;
            case WireType.Fixed32 when _rest.Length >= sizeof(uint):
                Number = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
                _rest = _rest[sizeof(uint)..];
                return true;
            case WireType.Bytes when TryReadVarint(ref _rest, out number) && number <= (ulong)_rest.Length:
                Bytes = _rest[..(int)number];
                _rest = _rest[(int)number..];
                return true;
            default:
                return false;
        }
    }
}
