"""Who signed: the chain of certificates in a PKCS #7 SignedData. RFC 2315 §9.1."""

from .der import Certificate, certificate, items, raw_items

_CERTIFICATES = 0xA0


def chain_of(fields: list[tuple[int, bytes]]) -> list[Certificate]:
    """The signer first, then those that vouch for it, as far as they are there; `fields` are those of SignedData.

    ValueError when it is of another form or does not have the certificate of its signer.
    """
    try:
        own = [raw for raw, _ in raw_items(next(value for tag, value in fields if tag == _CERTIFICATES))]
        signer = list(items(next(items(fields[-1][1]))[1]))
        issuer, serial = (value for _, value in list(items(signer[1][1]))[:2])
        known = [certificate(raw) for raw in own]
    except (IndexError, StopIteration) as cause:
        raise ValueError("a signature of an unknown form") from cause
    chain = [one for one in known if one.serial == serial and one.issuer_name == issuer][:1]
    if not chain:
        raise ValueError("a signature without the certificate of its signer")
    while above := [one for one in known if one not in chain and one.subject_name == chain[-1].issuer_name]:
        chain.append(above[0])
    return chain
